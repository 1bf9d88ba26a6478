/** A request Cliniko answers with 400 and this message. */
export class BadRequest extends Error {}

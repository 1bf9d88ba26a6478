/** Code and status of each refusal. Source: "Microsoft Graph error responses and resource types". */
const statuses = {
  invalidRequest: 400,
  unauthenticated: 401,
  InvalidAuthenticationToken: 401,
  itemNotFound: 404,
  nameAlreadyExists: 409,
  preconditionFailed: 412,
  requestEntityTooLarge: 413,
  invalidRange: 416,
} as const;

/** A refusal in Graph's envelope. `detail` becomes innerError.code. */
export class GraphError extends Error {
  readonly status: number;
  readonly #code: keyof typeof statuses;
  readonly #detail: string | undefined;

  constructor(code: keyof typeof statuses, message: string, detail?: string) {
    super(message);
    this.status = statuses[code];
    this.#code = code;
    this.#detail = detail;
  }

  body(requestId: string, nowMs: number) {
    const date = new Date(nowMs).toISOString().slice(0, 19);
    const innerError = { ...(this.#detail && { code: this.#detail }), date, "request-id": requestId };
    return { error: { code: this.#code, message: this.message, innerError } };
  }
}

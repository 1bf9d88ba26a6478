import { z } from "zod";

/** What a refused or failed request answers. Never holds a record's value. */
export const errorBody = z.object({
  /** `signed-out`, `not-allowed`, `prove-again`, `invalid`, `not-found`, a refusal's or fault's code, `internal`. */
  code: z.string(),
  /** What happened and what to do, in words. */
  message: z.string(),
  /** Problems by field of the form. */
  problems: z.record(z.string(), z.string()).optional(),
  /** To be given to support; stands in the log too. */
  reference: z.string().optional(),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** A request the server answered with an error, or that never got an answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.body = body;
  }
}

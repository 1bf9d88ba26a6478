import { randomUUID } from "node:crypto";

/** AADSTS number, HTTP status and OAuth error of each refusal. Source: the identity platform's error code reference. */
const refusals = {
  secret: [7000215, 401, "invalid_client"],
  expiredSecret: [7000222, 401, "invalid_client"],
  missingSecret: [7000218, 401, "invalid_client"],
  assertion: [700027, 401, "invalid_client"],
  client: [700016, 400, "unauthorized_client"],
  tenant: [90002, 400, "invalid_request"],
  scope: [70011, 400, "invalid_scope"],
  resource: [500011, 400, "invalid_resource"],
  missing: [900144, 400, "invalid_request"],
  grant: [70003, 400, "unsupported_grant_type"],
  redirect: [50011, 400, "invalid_request"],
  responseType: [700054, 400, "unsupported_response_type"],
  challenge: [501491, 400, "invalid_request"],
  verifier: [501481, 400, "invalid_grant"],
  code: [70008, 400, "invalid_grant"],
  redeemed: [54005, 400, "invalid_grant"],
  refresh: [9002313, 400, "invalid_grant"],
  refreshExpired: [700082, 400, "invalid_grant"],
} as const;

/** A refusal in Entra's own words. */
export class EntraError extends Error {
  readonly status: number;
  readonly code: number;
  readonly #error: string;

  constructor(refusal: keyof typeof refusals, message: string) {
    super(message);
    [this.code, this.status, this.#error] = refusals[refusal];
  }

  body(nowMs: number) {
    const timestamp = `${new Date(nowMs).toISOString().slice(0, 19).replace("T", " ")}Z`;
    const [traceId, correlationId] = [randomUUID(), randomUUID()];
    return {
      error: this.#error,
      error_description: `AADSTS${this.code}: ${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [this.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
    };
  }
}

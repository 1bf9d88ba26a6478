/** Whose words a made-up failure uses. */
export type Dialect = "cliniko" | "dataverse" | "graph";

export interface FaultReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON unless it is text. */
  readonly body: unknown;
}

interface DialectReplies {
  /** `turn` counts from 1, so that a platform can vary its reasons. */
  throttle(retryAfterSeconds: number, turn: number, nowMs: number): FaultReply;
  serverError(status: number): FaultReply;
  unauthorised(): FaultReply;
  forbidden(): FaultReply;
  deadlock(): FaultReply;
}

const json = { "content-type": "application/json; charset=utf-8" };
const odata = { "content-type": "application/json; odata.metadata=minimal", "odata-version": "4.0" };

/** The three facets of Dataverse's service protection, code and recorded text. */
const protections: readonly (readonly [string, string])[] = [
  ["0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds."],
  [
    "0x80072321",
    "Combined execution time of incoming requests exceeded limit of 1200000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.",
  ],
  ["0x80072326", "Number of concurrent requests exceeded the limit of 52."],
];

const dataverseError = (status: number, code: string, message: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { ...odata, ...headers },
  body: { error: { code, message } },
});

const graphError = (status: number, code: string, message: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { ...json, ...headers },
  body: { error: { code, message, innerError: { date: new Date().toISOString().slice(0, 19) } } },
});

/** How each platform words the failures a fault script can ask for. */
export const dialects: Readonly<Record<Dialect, DialectReplies>> = {
  cliniko: {
    throttle: (seconds, _turn, nowMs) => ({
      status: 429,
      // Cliniko names the instant, not the wait: unix seconds, UTC.
      headers: { ...json, "x-ratelimit-reset": String(Math.ceil(nowMs / 1000 + seconds)) },
      body: { message: "Too Many Requests" },
    }),
    serverError: (status) => ({ status, headers: json, body: { message: "Internal Server Error" } }),
    unauthorised: () => ({ status: 401, headers: json, body: { message: "Unauthorized" } }),
    // As where a right is missing: without a body.
    forbidden: () => ({ status: 403, headers: {}, body: "" }),
    deadlock: () => ({ status: 500, headers: json, body: { message: "Internal Server Error" } }),
  },
  dataverse: {
    throttle: (seconds, turn) => {
      const [code, message] = protections[(turn - 1) % protections.length] ?? ["0x80072322", ""];
      return dataverseError(429, code, message, { "retry-after": String(seconds) });
    },
    serverError: (status) => dataverseError(status, "0x80040216", "An unexpected error occurred."),
    unauthorised: () => ({
      status: 401,
      headers: { "www-authenticate": 'Bearer error="invalid_token", error_description="The token has been revoked."' },
      body: "",
    }),
    forbidden: () => dataverseError(403, "0x80040220", "SecLib::AccessCheckEx failed."),
    deadlock: () =>
      dataverseError(
        500,
        "0x80044150",
        "Generic SQL error. CRM ErrorCode: -2147204784 Sql ErrorCode: -2146232060 Sql Number: 1205",
      ),
  },
  graph: {
    throttle: (seconds, turn) =>
      turn % 2 === 1
        ? graphError(429, "activityLimitReached", "The request has been throttled.", { "retry-after": String(seconds) })
        : graphError(503, "serviceNotAvailable", "The server is busy.", { "retry-after": String(seconds) }),
    serverError: (status) => graphError(status, "generalException", "General exception while processing."),
    unauthorised: () =>
      graphError(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.", {
        "www-authenticate": 'Bearer realm="", error="invalid_token"',
      }),
    forbidden: () => graphError(403, "accessDenied", "Access denied."),
    deadlock: () => graphError(500, "generalException", "General exception while processing."),
  },
};

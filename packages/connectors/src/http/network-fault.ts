import { Fault } from "@flit/core/fault";

/** Failures that happen before a request reaches the platform. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** What a thrown network error means. `isWrite` makes everything that may have arrived uncertain. */
export function networkFault(error: unknown, isWrite: boolean): Fault {
  if (error instanceof Fault) return error;
  if (!(error instanceof Error)) throw error;
  if (error.name === "TimeoutError" || error.name === "AbortError") {
    return new Fault("timeout", "deadline", "No answer before the deadline.", { isUncertain: isWrite });
  }
  const code = codeOf(error);
  if (code === null) throw error;
  const details = { isUncertain: isWrite && !neverSent.has(code) };
  if (code.includes("TIMEOUT")) return new Fault("timeout", code, "The connection timed out.", details);
  return new Fault("unavailable", code, "The connection failed.", details);
}

/** `fetch` throws TypeError with the socket's error as its cause; anything without a cause is a bug of ours. */
function codeOf(error: Error): string | null {
  const { cause } = error;
  if (cause instanceof Error) return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.message === "terminated" || error.message === "fetch failed" ? "connection-lost" : null;
}

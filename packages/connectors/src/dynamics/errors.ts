import { Fault, type FaultKind } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";

/** Another metadata operation is running. */
export const customizationLock = "0x80071151";

/** What the platform's own codes mean where the HTTP status alone would say something else. */
const kinds: { readonly [code: string]: FaultKind } = {
  "0x80040217": "missing",
  "0x80060891": "missing",
  "0x80040237": "conflict",
  "0x80060892": "conflict",
  "0x80040333": "conflict",
  "0x80060882": "conflict",
  "0x80040227": "conflict",
  "0x8004f01f": "conflict",
  // A deadlock or a database time-out took the whole transaction back.
  "0x80044150": "unavailable",
  "0x80044151": "unavailable",
  "0x80040216": "unavailable",
  "0x80071151": "unavailable",
  "0x80071154": "unavailable",
  // An owner who is disabled, or holds no role, is the row's fault and not the connection's.
  "0x8004022b": "invalid",
  "0x80040225": "invalid",
};

const rolledBack = new Set(["0x80044150", "0x80044151"]);
const principalCodes = new Set(["0x80040220", "0x80042f09"]);

/** Code of an error answer, lower case, "" where the platform gives none. */
export function codeOf(reply: Pick<HttpReply, "json">): string {
  return errorOf(reply.json).code;
}

/**
 * The fault an error answer stands for. `userId` is the application user: a missing privilege of somebody else's, such
 * as a row's owner, is that row's fault. The platform's message may quote values and stays behind.
 */
export function faultOf(reply: Pick<HttpReply, "status" | "json">, userId?: string): Fault {
  const { code, message } = errorOf(reply.json);
  if (reply.status === 412 && code === "") {
    // Documented texts: "A record with matching key values already exists." answers a create.
    return new Fault("conflict", message.includes("already exists") ? "duplicate-id" : "version");
  }
  if (code === "0x80040237") return new Fault("conflict", "duplicate-id");
  if (code === "0x80060892") return new Fault("conflict", "duplicate-key");
  if (code === "0x80060882") return new Fault("conflict", "version");
  const word = code === "" ? `http-${reply.status}` : code;
  if (
    principalCodes.has(code) &&
    userId !== undefined &&
    !message.toLowerCase().includes(`(id=${userId.toLowerCase()}`)
  ) {
    return new Fault("invalid", word, "A user of this row lacks a privilege.");
  }
  const kind = kinds[code] ?? kindOfStatus(reply.status);
  return new Fault(kind, word, `Dataverse answered ${word}.`, {
    isUncertain: reply.status >= 500 && !rolledBack.has(code),
  });
}

/** The transaction was taken back whole and may be tried again, smaller. */
export function isRolledBack(fault: Fault): boolean {
  return rolledBack.has(fault.code);
}

/** Schema just made is not yet known to every server, or somebody else is changing schema: try again later. */
export function isSchemaSettling(reply: Pick<HttpReply, "status" | "json">): boolean {
  const { code, message } = errorOf(reply.json);
  if (code === customizationLock || code === "0x80071154" || code === "0x80040216") return true;
  return /MetadataCache|another .*(customization|operation).* running|Invalid property/i.test(message);
}

function kindOfStatus(status: number): FaultKind {
  if (status === 401) return "unauthorised";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 409 || status === 412) return "conflict";
  if (status === 408) return "timeout";
  if (status === 429) return "throttled";
  return status >= 500 ? "unavailable" : "invalid";
}

function errorOf(json: unknown): { readonly code: string; readonly message: string } {
  const error = typeof json === "object" && json !== null && "error" in json ? json.error : null;
  if (typeof error !== "object" || error === null) return { code: "", message: "" };
  const code = "code" in error && typeof error.code === "string" ? error.code.toLowerCase() : "";
  const message = "message" in error && typeof error.message === "string" ? error.message : "";
  return { code, message };
}

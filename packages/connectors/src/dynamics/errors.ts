import { Fault, type FaultKind } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";

/** Another metadata operation is running. */
const customizationLock = "0x80071151";

/** What the platform's own codes mean where the HTTP status alone would say something else. */
const kinds: { readonly [code: string]: FaultKind } = {
  // Service protection: requests, execution time, concurrency; the database's own workers.
  "0x80072321": "throttled",
  "0x80072322": "throttled",
  "0x80072326": "throttled",
  "0x80072324": "throttled",
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
  // "The transaction has already been rolled back or committed", "no active transaction": a swallowed deadlock.
  "0x80040255": "unavailable",
  "0x80040251": "unavailable",
  // An owner who is disabled, or holds no role, is the row's fault and not the connection's.
  "0x8004022b": "invalid",
  "0x80040225": "invalid",
};

/** Code of the fault that says: this server does not know the table or column yet, or no longer. */
export const schemaUnknown = "schema-unknown";

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
  if (isSchemaUnknown(reply)) return new Fault("invalid", schemaUnknown, `Dataverse answered ${word}.`);
  if (principalCodes.has(code) && userId !== undefined && namesSomebodyElse(message, userId)) {
    return new Fault("invalid", word, "A user of this row lacks a privilege.");
  }
  const kind = kinds[code] ?? kindOfStatus(reply.status);
  // Names of privileges are schema; the rest of the message stays behind.
  const lacking = principalCodes.has(code) ? /\b(prv[A-Za-z0-9_]+)/.exec(message)?.[1] : undefined;
  return new Fault(kind, word, `Dataverse answered ${word}.`, {
    isUncertain: reply.status >= 500 && !rolledBack.has(code),
    ...(lacking === undefined ? {} : { lacking }),
  });
}

/** Whether a message about a principal speaks of another than this user; one that names nobody speaks of the caller. */
function namesSomebodyElse(message: string, userId: string): boolean {
  const text = message.toLowerCase();
  return /\(id=[0-9a-f-]{36}/.test(text) && !text.includes(userId.toLowerCase());
}

/** The transaction was taken back whole and may be tried again, smaller. */
export function isRolledBack(fault: Fault): boolean {
  return rolledBack.has(fault.code);
}

/** Somebody else is changing schema: nothing was done, and it can be tried again later. */
export function isSchemaLocked(reply: Pick<HttpReply, "status" | "json">): boolean {
  const { code, message } = errorOf(reply.json);
  if (code === customizationLock || code === "0x80071154") return true;
  return /another .*(customi[sz]ation|operation).* running/i.test(message);
}

/** Schema just made is not yet known to the server that was asked: try again later. */
export function isSchemaUnknown(reply: Pick<HttpReply, "status" | "json">): boolean {
  if (reply.status !== 400 && reply.status !== 404) return false;
  return unknownSchema.test(errorOf(reply.json).message);
}

/** Recorded and documented texts; the codes they come with also stand for other things. */
const unknownSchema =
  /MetadataCache|Invalid property|Could not find a property named|Resource not found for the segment|undeclared property|Could not find an entity|doesn't contain attribute/i;

/** What is to be made is there already: by somebody else, or by a request whose answer was lost. */
export function isThereAlready(reply: Pick<HttpReply, "status" | "json">): boolean {
  const { code, message } = errorOf(reply.json);
  return (
    reply.status >= 400 &&
    (code === "0x80040237" || code === "0x80044363" || /already exists|not unique/i.test(message))
  );
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

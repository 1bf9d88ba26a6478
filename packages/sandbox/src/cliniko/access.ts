import type { IncomingMessage } from "node:http";
import type { Clinic } from "./clinic.ts";
import type { Role } from "./roles.ts";

/** A key and the user whose rights it has; the first user of that role when none is named. */
export interface ClinikoKey {
  readonly apiKey: string;
  readonly role: Role;
  readonly userId?: string;
}

export interface Caller {
  readonly role: Role;
  readonly userId: string;
}

const shardSuffix = /-[a-z]{2}\d{1,2}$/i;

/** Who sends a request: Basic authentication with the key, with or without its shard, and no password. */
export function callerOf(request: IncomingMessage, keys: readonly ClinikoKey[], clinic: Clinic): Caller | undefined {
  const [, encoded = ""] = /^Basic ([\w+/=-]+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const given = Buffer.from(encoded, "base64").toString();
  if (!given.endsWith(":")) return undefined;
  const name = given.slice(0, -1);
  const key = keys.find(({ apiKey }) => name === apiKey || name === apiKey.replace(shardSuffix, ""));
  if (key === undefined) return undefined;
  return { role: key.role, userId: key.userId ?? firstUserOf(key.role, clinic) };
}

/** Cliniko blocks clients that do not say who they are: `Vendor (address@vendor.example)`. */
export function hasNamedItself(request: IncomingMessage): boolean {
  return /^\S.*\s\([^\s@()]+@[^\s@()]+\.[^\s@()]+\)$/.test(request.headers["user-agent"] ?? "");
}

/** Whether the client takes JSON. */
export function takesJson(request: IncomingMessage): boolean {
  return /application\/json|\*\/\*/.test(request.headers.accept ?? "*/*");
}

function firstUserOf(role: Role, clinic: Clinic): string {
  for (let index = 0; index < clinic.count("users"); index += 1) {
    if (clinic.rowOf("users", index).role === role) return clinic.idOf("users", index);
  }
  throw new RangeError(`the clinic has no user with role ${role}`);
}

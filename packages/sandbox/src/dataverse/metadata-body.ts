import { badRequest } from "./rows-errors.ts";

/** A JSON object as received. */
export type Body = Readonly<Record<string, unknown>>;

/** The value as an object; anything else is refused with 0x80048d19. */
export function readBody(value: unknown): Body {
  if (isBody(value)) return value;
  throw badRequest("0x80048d19", "Error identified in Payload provided by the user: a JSON object is expected.");
}

export const isBody = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function readText(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw wrongType(name, "string");
}

export function readNumber(body: Body, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === "number") return value;
  throw wrongType(name, "number");
}

export function readBoolean(body: Body, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === "boolean") return value;
  throw wrongType(name, "boolean");
}

/** A list of objects; absent is empty. */
export function readList(body: Body, name: string): Body[] {
  const value = body[name] ?? [];
  if (Array.isArray(value)) return value.map(readBody);
  throw wrongType(name, "Collection");
}

/** `{"Value": x}`, the way managed and enumeration properties are wrapped. */
export function readWrapped(body: Body, name: string): unknown {
  const value = body[name];
  return isBody(value) ? value.Value : undefined;
}

/** `Microsoft.Dynamics.CRM.StringAttributeMetadata` without its namespace. */
export function readTypeName(body: Body): string | undefined {
  return readText(body, "@odata.type")?.replace(/^#?Microsoft\.Dynamics\.CRM\./, "");
}

const wrongType = (name: string, type: string) =>
  badRequest("0x80048d19", `Cannot convert the value of '${name}' to the expected type '${type}'.`);

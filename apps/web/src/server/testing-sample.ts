import { randomUUID } from "node:crypto";
import { z } from "zod";

/** JSON Schema as zod writes it, as far as endpoints use it. */
const schema = z.object({
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  minLength: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  minItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});

const strings: Readonly<Record<string, () => string>> = {
  uuid: randomUUID,
  email: () => "somebody@elsewhere.example",
  uri: () => "https://elsewhere.example",
  "date-time": () => "2026-11-22T03:10:00Z",
  date: () => "2026-11-22",
};

/** The smallest input a schema takes, refinements aside: requests for tests that follow the declarations. */
export function sampleOf(input: z.ZodType): unknown {
  const whole = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  const definitions: unknown = whole.$defs ?? {};
  return fill(whole, z.record(z.string(), z.unknown()).parse(definitions), 0);
}

function fill(given: unknown, definitions: Readonly<Record<string, unknown>>, depth: number): unknown {
  // Schemas of trees name themselves.
  if (depth > 20) return null;
  const inner = (next: unknown) => fill(next, definitions, depth + 1);
  const at = schema.parse(given);
  if (at.const !== undefined) return at.const;
  if (at.enum) return at.enum[0];
  if (at.$ref !== undefined) return inner(definitions[at.$ref.split("/").at(-1) ?? ""] ?? {});
  const choice = at.anyOf?.[0] ?? at.oneOf?.[0];
  if (choice !== undefined) return inner(choice);
  if (at.allOf) return Object.assign({}, ...at.allOf.map(inner));
  if (at.type === "object") {
    const properties = at.properties ?? {};
    return Object.fromEntries((at.required ?? []).map((name) => [name, inner(properties[name] ?? {})]));
  }
  if (at.type === "array") return Array.from({ length: at.minItems ?? 0 }, () => inner(at.items ?? {}));
  if (at.type === "boolean") return false;
  if (at.type === "null") return null;
  if (at.type === "number" || at.type === "integer") return Math.ceil(at.minimum ?? (at.exclusiveMinimum ?? 0) + 1);
  // Unknown types are coerced ones: the text of a number fits most.
  return strings[at.format ?? ""]?.() ?? "1".repeat(Math.max(1, at.minLength ?? 1));
}

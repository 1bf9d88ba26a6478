import { z } from "zod";
import type { Condition, Expression } from "./mapping.ts";
import type { Json } from "./record.ts";
import { type TransformName, transforms } from "./transforms.ts";

/** Levels of JSON, two for each level of an expression: deeper or larger nobody reads, and a curated map stays below. */
const maxDepth = 48;
const maxNodes = 2_000;
const maxText = 2_000;

const scalar = z.union([z.string().max(maxText), z.number(), z.boolean(), z.null()]);
const text = z.string().max(maxText);
const path = z.string().min(1).max(200);
const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string().max(maxText), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
const transformNames = Object.keys(transforms).filter((name): name is TransformName => name in transforms);
const expressions = z.lazy(() => z.array(expression).max(100));

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion("op", [
    z.strictObject({ op: z.literal("filled"), of: expression }),
    z.strictObject({ op: z.literal("equals"), of: expression, to: scalar }),
    z.strictObject({ op: z.literal("past"), of: expression }),
    z.strictObject({ op: z.literal("not"), of: condition }),
    z.strictObject({ op: z.literal("all"), of: z.array(condition).max(200) }),
    z.strictObject({ op: z.literal("any"), of: z.array(condition).max(200) }),
  ]),
);

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion("op", [
    z.strictObject({ op: z.literal("field"), path }),
    z.strictObject({ op: z.literal("constant"), value: scalar }),
    z.strictObject({
      op: z.literal("meta"),
      name: z.enum(["id", "createdAt", "updatedAt", "removedAt"]),
      of: z.exactOptional(path),
    }),
    z.strictObject({
      op: z.literal("reference"),
      mapping: path,
      table: path,
      id: expression,
      isOptional: z.exactOptional(z.boolean()),
    }),
    z.strictObject({ op: z.literal("owner"), of: expression }),
    z.strictObject({ op: z.literal("self") }),
    z.strictObject({ op: z.literal("environment"), name: path }),
    z.strictObject({
      op: z.literal("choice"),
      of: expression,
      table: z.record(text, scalar),
      otherwise: z.exactOptional(scalar),
      held: z.exactOptional(z.array(text).max(maxNodes)),
    }),
    z.strictObject({ op: z.literal("join"), of: expressions, separator: text }),
    z.strictObject({ op: z.literal("firstOf"), of: expressions }),
    // biome-ignore lint/suspicious/noThenProperty: the map language's own word, never awaited.
    z.strictObject({ op: z.literal("when"), test: condition, then: expression, else: expression }),
    z.strictObject({
      op: z.literal("each"),
      of: expression,
      where: z.exactOptional(condition),
      value: expression,
      separator: text,
      at: z.exactOptional(z.int().nonnegative()),
    }),
    z.strictObject({
      op: z.literal("transform"),
      name: z.enum(transformNames),
      of: expressions,
      options: z.exactOptional(z.record(text, json)),
    }),
  ]),
);

/** An expression as it comes from outside: a file or a request. Depth and size are limited before anything recurses. */
export const expressionSchema: z.ZodType<Expression> = z
  .unknown()
  .refine(isModest, { error: "The rule is nested too deeply or too large.", abort: true })
  .pipe(expression);

/** Walks without recursion: the input may be nested to break whoever recurses. */
function isModest(value: unknown): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let nodes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    nodes += 1;
    if (nodes > maxNodes || next.depth > maxDepth) return false;
    if (typeof next.value !== "object" || next.value === null) continue;
    for (const part of Object.values(next.value)) open.push({ value: part, depth: next.depth + 1 });
  }
  return true;
}

import { z } from "zod";
import type { Expression } from "../mapping.ts";
import { expressionSchema } from "../mapping-schema.ts";
import type { ColumnSpec } from "../plan.ts";
import { columnSpecSchema } from "./own-columns.ts";

type Scalar = string | number | boolean | null;

/** What a person does to a line. */
export type LineEdit =
  | { readonly kind: "confirm" }
  /** Leaves the field in the source. */
  | { readonly kind: "ignore" }
  | { readonly kind: "reopen" }
  /** Back to what was proposed. */
  | { readonly kind: "reset" }
  | { readonly kind: "column"; readonly column: string }
  | { readonly kind: "expression"; readonly value: Expression }
  /** What to write where the source is empty; null: nothing. */
  | { readonly kind: "default"; readonly value: Scalar }
  /** One value of the `index`th choice table; `to` absent removes it. */
  | { readonly kind: "choice"; readonly index: number; readonly value: string; readonly to?: Scalar }
  /** Records with this value are held until somebody says something else. */
  | { readonly kind: "hold"; readonly index: number; readonly value: string }
  /** Several values of the `index`th choice table at once. */
  | { readonly kind: "choices"; readonly index: number; readonly table: { readonly [value: string]: Scalar } }
  /** A new option for one value, in a choice column that is to be made. */
  | { readonly kind: "option"; readonly index: number; readonly value: string }
  /** What values without an entry become; `to` absent: their records are held. */
  | { readonly kind: "otherwise"; readonly index: number; readonly to?: Scalar }
  | { readonly kind: "create"; readonly column: ColumnSpec };

const scalar = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]);
const index = z.int().nonnegative();

/** An edit as a request brings it. */
export const lineEditSchema: z.ZodType<LineEdit> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("confirm") }),
  z.strictObject({ kind: z.literal("ignore") }),
  z.strictObject({ kind: z.literal("reopen") }),
  z.strictObject({ kind: z.literal("reset") }),
  z.strictObject({ kind: z.literal("column"), column: z.string().min(1).max(100) }),
  z.strictObject({ kind: z.literal("expression"), value: expressionSchema }),
  z.strictObject({ kind: z.literal("default"), value: scalar }),
  z.strictObject({ kind: z.literal("choice"), index, value: z.string().max(2_000), to: z.exactOptional(scalar) }),
  z.strictObject({ kind: z.literal("hold"), index, value: z.string().max(2_000) }),
  z.strictObject({ kind: z.literal("choices"), index, table: z.record(z.string().max(2_000), scalar) }),
  z.strictObject({ kind: z.literal("option"), index, value: z.string().trim().min(1).max(100) }),
  z.strictObject({ kind: z.literal("otherwise"), index, to: z.exactOptional(scalar) }),
  z.strictObject({ kind: z.literal("create"), column: columnSpecSchema }),
]);

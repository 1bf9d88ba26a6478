import { decimalText } from "../decimal-text.ts";
import type { Json } from "../record.ts";

/** A number, or text that is one, as plain decimal text at `scale` digits (all digits when null). */
export function decimal(value: Json, scale: number | null): string | null {
  return typeof value === "string" || typeof value === "number" ? decimalText(value, scale) : null;
}

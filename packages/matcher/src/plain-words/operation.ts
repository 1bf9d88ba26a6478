import type { Expression } from "@flit/core/mapping";
import type { WordContext } from "@flit/core/plain-words";
import type { TransformName } from "@flit/core/transforms";
import type { Reading } from "./reading.ts";

type Options = { readonly [name: string]: string | number | boolean };

/** Something that can be done to one value, as people say it. */
export interface Operation {
  readonly pattern: RegExp;
  read(of: Expression, found: readonly string[], context: WordContext, quoted: readonly string[]): Reading | null;
}

/** A function of a value. */
export function transformed(name: TransformName, of: Expression, options?: Options): Expression {
  return { op: "transform", name, of: [of], ...(options && { options }) };
}

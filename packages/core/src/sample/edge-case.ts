import type { Condition } from "../mapping.ts";

/** A case known to go wrong: a pair names those of its platforms, in its own words. */
export interface EdgeCase {
  readonly key: string;
  /** "Cancelled appointment". */
  readonly words: string;
  /** Object map it belongs to. */
  readonly mapping: string;
  readonly when: Condition;
}

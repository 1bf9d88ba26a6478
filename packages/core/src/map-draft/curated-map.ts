import type { Expression, ObjectMap } from "../mapping.ts";
import type { SourceField } from "../matcher.ts";
import type { FieldKey } from "../reads-of.ts";

/** What a pair of platforms knows of the maps it proposes. Keys of the records are line ids. */
export interface CuratedMap {
  /** Publisher prefix, without the underscore. */
  readonly prefix: string;
  /** Values of new choices begin with it. */
  readonly optionPrefix: number;
  readonly objects: readonly ObjectMap[];
  /** Columns of ours that the pair declares, by table. */
  readonly declared: { readonly [table: string]: readonly string[] };
  /** Lines the product itself needs, with why nobody can change them. */
  readonly locked: { readonly [lineId: string]: string };
  /** Why a column could be meant by several fields, by the line that fills it: shown, and looked at one by one. */
  readonly contested?: { readonly [lineId: string]: string };
  /** Lines of the account's own fields, which the matcher decides. */
  readonly matched: readonly MatchedLine[];
  /** Why a field is carried by no line, by object and field; `*` for all others of the object. */
  readonly leftOut: { readonly [object: string]: { readonly [field: string]: string } };
  /** Why no line carries the questions an object's records ask, by object. */
  readonly questions?: { readonly [object: string]: string };
  /** Fields that reach their rows in other ways than by a map: derived objects, files. */
  readonly readElsewhere: readonly FieldKey[];
  /** Keys of every record that hold no content of their own. */
  readonly envelope: readonly string[];
}

/** A field of the account, or a fixed one, whose column the pair made up, and what fills a column that is there already. */
export interface MatchedLine {
  readonly lineId: string;
  readonly field: SourceField;
  /** The answer as text, for a column that is not ours. */
  readonly plain: Expression;
  /** Whether only columns the organisation made come into question: the standard ones are decided by the pair. */
  readonly isFixed?: boolean;
}

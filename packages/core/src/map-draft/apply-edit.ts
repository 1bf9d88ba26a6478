import type { MapLine, MapLineValue } from "../map-line.ts";
import type { Expression } from "../mapping.ts";
import { Refusal } from "../refusal.ts";
import { unreachable } from "../unreachable.ts";
import { withChoice, withHeld, withOtherwise } from "./choices-in.ts";
import type { LineEdit } from "./line-edit.ts";
import { lossesOf } from "./losses-of.ts";
import { valueOfProposal } from "./reconcile.ts";

/** What a line is after an edit. */
export type EditedLine = Pick<MapLine, "value" | "decision">;

/**
 * The line as a person's edit makes it. A change of what it does opens it again: nobody has confirmed that yet. Throws
 * Refusal for locked lines and edits that make no sense.
 */
export function applyEdit(line: MapLine, edit: LineEdit): EditedLine {
  if (line.proposal?.isLocked)
    throw new Refusal(
      "line-locked",
      `The migration itself needs ${line.value.column ?? "this line"}; it cannot be changed.`,
    );
  const { value } = line;
  const changed = (next: Partial<MapLineValue>): EditedLine => ({ value: { ...value, ...next }, decision: "open" });
  const ruled = (next: Expression) => changed({ value: next, loses: lossesOf(next) });
  switch (edit.kind) {
    case "confirm":
      return { value, decision: "confirmed" };
    case "ignore":
      return { value, decision: "ignored" };
    case "reopen":
      return { value, decision: "open" };
    case "reset":
      if (line.proposal === null)
        throw new Refusal("no-proposal", "This line was added by hand; leave it out instead.");
      return { value: valueOfProposal(line.proposal), decision: "open" };
    case "column":
      return changed({ column: edit.column, create: null });
    case "create":
      return changed({ column: edit.column.name, create: edit.column });
    case "expression":
      return ruled(edit.value);
    case "default":
      return changed({ value: withDefault(value.value, edit.value) });
    case "choice":
      return changed({ value: withChoice(value.value, edit.index, edit.value, edit.to) });
    case "hold":
      return changed({ value: withHeld(value.value, edit.index, edit.value) });
    case "choices": {
      const table = Object.entries(edit.table);
      return changed({
        value: table.reduce((rule, [one, to]) => withChoice(rule, edit.index, one, to), value.value),
      });
    }
    case "option":
      return changed(withOption(value, edit.index, edit.value));
    case "otherwise":
      return changed({ value: withOtherwise(value.value, edit.index, edit.to) });
    default:
      return unreachable(edit);
  }
}

/** A value that gets an option of its own: only a choice that is yet to be made can have more. */
function withOption(
  { create, value }: MapLineValue,
  index: number,
  label: string,
): Pick<MapLineValue, "create" | "value"> {
  if (create?.type !== "choice" || !create.options)
    throw new Refusal("no-option", "Only a choice column that is to be made can have another option.");
  const known = create.options.find((one) => one.label === label.trim());
  const next = known?.value ?? Math.max(0, ...create.options.map((one) => one.value)) + 1;
  const options = known ? create.options : [...create.options, { value: next, label: label.trim() }];
  return { create: { ...create, options }, value: withChoice(value, index, label, next) };
}

/** The constant at the end of `firstOf`, replaced, added or removed. */
function withDefault(expression: Expression, value: string | number | boolean | null): Expression {
  const parts = expression.op === "firstOf" ? expression.of : [expression];
  const last = parts.at(-1);
  const kept = parts.length > 1 && last?.op === "constant" ? parts.slice(0, -1) : parts;
  const [only] = kept;
  if (value !== null) return { op: "firstOf", of: [...kept, { op: "constant", value }] };
  return kept.length === 1 && only ? only : { op: "firstOf", of: kept };
}

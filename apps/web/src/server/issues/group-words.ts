import { describeExpression } from "@flit/core/describe-expression";
import { heldColumn } from "@flit/core/held-choice";
import type { IssueCause, IssueKey, IssueRepair } from "@flit/core/issues/issue";
import { choicesIn } from "@flit/core/map-draft/choices-in";
import { identified } from "@flit/core/map-draft/line-ids";
import type { ObjectMap } from "@flit/core/mapping";
import { columnOf } from "@flit/pairs/cliniko-dynamics365/issues/issue-cause";
import { nounOf } from "@flit/pairs/cliniko-dynamics365/issues/record-nouns";

/** How sentences about many read when there is one. */
const singular: readonly (readonly [many: RegExp, one: string])[] = [
  [/^have\b/, "has"],
  [/^are\b/, "is"],
  [/^were\b/, "was"],
  [/^wait\b/, "waits"],
  [/^differ\b/, "differs"],
  [/\bhave changed\b/, "has changed"],
  [/\bthey belong\b/, "it belongs"],
  [/\bthey could\b/, "it could"],
  [/\bthey were\b/, "it was"],
  [/\btheir\b/g, "its"],
  [/\bon them\b/, "on it"],
];

/** "12 invoices could not be written." without its full stop. */
export function titleOf({ mapping }: IssueKey, count: number, { happened }: IssueCause): string {
  const words = count === 1 ? singular.reduce((text, [many, one]) => text.replace(many, one), happened) : happened;
  return `${count.toLocaleString("en-AU")} ${nounOf(mapping, count)} ${words}`;
}

/** Records of a map as a heading. */
export function objectTitle(mapping: string): string {
  const words = nounOf(mapping, 2);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The field and the column a group is about: "Occupation → jobtitle". */
export function whichOf(key: IssueKey, maps: readonly ObjectMap[]): string | null {
  const column = columnOf(key);
  if (column === null) return null;
  if (column === "*") return "The row itself";
  const line = lineOf(key, maps);
  if (!line) return column;
  const { value } = line.field;
  // A value without a choice is told by the field that has it: the rest of the rule says nothing about it.
  const isChoice = key.code === "unknown-choice" || heldColumn(key.code) !== null;
  const chosen = isChoice ? choicesIn(value) : [];
  const rule =
    chosen.length === 0 ? describeExpression(value) : chosen.map(({ of }) => describeExpression(of)).join(", ");
  return `${rule} → ${column}`;
}

const places: Readonly<
  Record<Exclude<IssueRepair, "retry" | "compare" | "accept" | "line" | "choices">, { label: string; page: string }>
> = {
  owners: { label: "Go to Owners", page: "owners" },
  plan: { label: "Go to Schema plan", page: "plan" },
  dynamics: { label: "Go to Connect Dynamics 365", page: "dynamics" },
  cliniko: { label: "Go to Connect Cliniko", page: "cliniko" },
  decide: { label: "Go to Delta and cut-over", page: "delta" },
};

/** Where the whole group is mended; null where trying again is all. */
export function repairOf(key: IssueKey, { repair }: IssueCause, maps: readonly ObjectMap[]) {
  if (repair === "retry" || repair === "compare" || repair === "accept") return null;
  if (repair !== "line" && repair !== "choices") return places[repair];
  const line = lineOf(key, maps);
  if (!line)
    return {
      label: `Open the map of ${nounOf(key.mapping, 2)}`,
      page: `mapping?object=${encodeURIComponent(key.mapping)}`,
    };
  const label = repair === "line" ? "Open the line in Mapping review" : "Give the values their choices";
  return { label, page: `mapping?line=${encodeURIComponent(line.id)}` };
}

function lineOf(key: IssueKey, maps: readonly ObjectMap[]) {
  const column = columnOf(key);
  const map = maps.find((one) => one.key === key.mapping);
  return map && identified(map).find(({ field }) => field.column === column);
}

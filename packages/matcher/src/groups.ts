import type { FieldElement } from "./element.ts";
import type { Candidate } from "./score-pair.ts";

/** What a block of columns or fields that agree is worth to each of its members. */
const agreed = 0.9;

/** A member of a numbered or named address. */
const block = /(?:^|[._])(address\d|billto|shipto)(?=_)/;

/**
 * Fields that belong together go to columns that do: the invoice address to one address, the delivery address to
 * another, never a street here and a town there.
 */
export function agreeInGroups(
  elements: readonly FieldElement[],
  candidates: readonly (readonly Candidate[])[],
): readonly (readonly Candidate[])[] {
  const groupOf = elements.map((element, at) =>
    blocksIn(candidates[at] ?? []).length < 2 ? null : addressOf(element),
  );
  const groups = [...new Set(groupOf.filter((group) => group !== null))];
  const chosen = new Map<string, string>();
  // The one most plainly meant chooses first; an address nobody qualifies is the first one.
  for (const group of groups.toSorted((a, b) => rank(a) - rank(b) || groups.indexOf(a) - groups.indexOf(b))) {
    const own = elements.flatMap((_, at) => (groupOf[at] === group ? [candidates[at] ?? []] : []));
    const blocks = [...new Set(own.flatMap(blocksIn))].filter((name) => ![...chosen.values()].includes(name));
    const best = blocks.toSorted(
      (a, b) => worthOf(b, own) + preference(group, b) - worthOf(a, own) - preference(group, a) || (a < b ? -1 : 1),
    )[0];
    if (best !== undefined) chosen.set(group, best);
  }
  return candidates.map((list, at) => {
    const wanted = chosen.get(groupOf[at] ?? "");
    if (wanted === undefined) return list;
    return list
      .map((one) => (blockOf(one) === wanted ? { ...one, score: one.score + agreed } : one))
      .sort((a, b) => b.score - a.score || (a.column.column.name < b.column.column.name ? -1 : 1));
  });
}

function blockOf({ column }: Candidate): string | null {
  return block.exec(column.column.name)?.[1] ?? null;
}

function blocksIn(candidates: readonly Candidate[]): readonly string[] {
  return [...new Set(candidates.slice(0, 8).flatMap((candidate) => blockOf(candidate) ?? []))];
}

/** Which address a field belongs to: the words before "address", or before a part of one. */
function addressOf({ readings, field }: FieldElement): string | null {
  const words = readings[0]?.words ?? [];
  const at = words.indexOf("address");
  const before = at < 0 ? [] : words.slice(0, at);
  const section = /address/i.test(field.section ?? "") ? (field.section ?? "").toLowerCase() : "";
  return [...before, section].join(" ").trim();
}

function rank(group: string): number {
  return group === "" || /\b(?:primary|main|home|street|residential|physical)\b/.test(group) ? 0 : 1;
}

/** Where bills go is rarely where people are, and the first address is where they are. */
function preference(group: string, name: string): number {
  const isBill = /\b(?:invoice|billing|bill|postal|mailing)\b/.test(group);
  if (name === "billto") return isBill ? 1 : 0;
  if (name === "shipto") return /\b(?:delivery|shipping|ship)\b/.test(group) ? 1 : 0;
  const number = Number(name.at(-1));
  return isBill ? (number === 2 ? 1 : 0) : (4 - number) / 4;
}

function worthOf(name: string, own: readonly (readonly Candidate[])[]): number {
  const sums = own.map((list) => Math.max(0, ...list.filter((one) => blockOf(one) === name).map(({ score }) => score)));
  return sums.reduce((sum, value) => sum + value, 0) / Math.max(1, own.length);
}

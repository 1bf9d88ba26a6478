import type { SchemaPlan } from "@flit/core/plan";

const nouns = [
  ["table", "table", "tables"],
  ["column", "column", "columns"],
  ["lookup", "lookup", "lookups"],
  ["key", "alternate key", "alternate keys"],
] as const;

/** The sentence a Dynamics admin agrees to: what will be made, where, and of which plan. */
export function statementOf({ items, digest }: SchemaPlan, environment: string): string {
  const created = nouns.flatMap(([kind, one, many]) => {
    const count = items.filter(({ verdict, step }) => verdict === "create" && step.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const changes = items.filter(({ verdict }) => verdict === "change").length;
  const solution = items.find(({ step }) => step.kind === "solution")?.step;
  const wishes = [
    ...(created.length > 0 ? [`creates ${listed(created)}`] : []),
    ...(changes > 0 ? [`changes ${changes} existing ${changes === 1 ? "part" : "parts"}`] : []),
  ];
  const what = wishes.length === 0 ? "uses what is there and changes nothing" : wishes.join(" and ");
  const where = solution?.kind === "solution" ? `, in the solution “${solution.displayName}”` : "";
  return `I approve that FlitStack ${what} in ${environment}${where}, exactly as listed in the plan with the digest ${digest.slice(0, 12)}.`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

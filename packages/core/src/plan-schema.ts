import type { DestinationColumn, DestinationDescription, DestinationTable } from "./destination.ts";
import { sha256Hex } from "./ids.ts";
import type { ColumnSpec, PlanItem, PlanStep, SchemaPlan, SchemaSpec, TableSpec } from "./plan.ts";
import { maxKeys, maxNameLength } from "./plan-limits.ts";

type Draft = PlanStep extends infer Step
  ? Step extends PlanStep
    ? Omit<Step, "languageCode" | "solution">
    : never
  : never;
type Verdict = Pick<PlanItem, "verdict" | "reason">;

const create: Verdict = { verdict: "create", reason: null };
const reuse: Verdict = { verdict: "reuse", reason: null };
const blocked = (reason: string): Verdict => ({ verdict: "blocked", reason });

/**
 * Compares what is needed with the live environment. Steps come in the order in which the platform accepts them: all
 * tables, then columns, lookups and keys.
 */
export function planSchema(spec: SchemaSpec, live: DestinationDescription): SchemaPlan {
  const item = (key: string, draft: Draft, { verdict, reason }: Verdict): PlanItem => ({
    key,
    verdict,
    reason,
    step: { ...draft, languageCode: live.languageCode, solution: spec.solution.uniqueName },
  });
  const items = [
    item(
      `publisher ${spec.publisher.uniqueName}`,
      { kind: "publisher", ...spec.publisher, prefix: spec.prefix },
      publisherVerdict(spec, live),
    ),
    item(
      `solution ${spec.solution.uniqueName}`,
      { kind: "solution", displayName: spec.solution.displayName, publisher: spec.publisher.uniqueName },
      live.solutions.includes(spec.solution.uniqueName) ? reuse : create,
    ),
    ...spec.tables
      .filter((table) => table.isNew)
      .map((table) => {
        const { columns: _columns, lookups: _lookups, keys: _keys, ...head } = table;
        return item(`table ${table.name}`, { kind: "table", table: head }, live.tables[table.name] ? reuse : create);
      }),
    ...spec.tables
      .filter((table) => table.needsDocuments)
      .map((table) =>
        item(
          `documents ${table.name}`,
          { kind: "documents", table: table.name },
          live.tables[table.name]?.hasDocuments
            ? reuse
            : { verdict: "change", reason: "document management is switched on" },
        ),
      ),
    ...spec.tables.flatMap((table) => table.columns.map((column) => columnItem(table, column, live, item))),
    ...spec.tables.flatMap((table) =>
      table.lookups.map((lookup) =>
        item(
          `lookup ${table.name}.${lookup.name}`,
          { kind: "lookup", table: table.name, lookup },
          lookupVerdict(table, live, lookup.name, lookup.target),
        ),
      ),
    ),
    ...spec.tables.flatMap((table) =>
      table.keys.map((key) =>
        item(
          `key ${table.name}.${key.name}`,
          { kind: "key", table: table.name, ...key },
          keyVerdict(live.tables[table.name], key.name),
        ),
      ),
    ),
  ];
  return { items, digest: sha256Hex(JSON.stringify(items)) };
}

function publisherVerdict(spec: SchemaSpec, live: DestinationDescription): Verdict {
  const known = live.publishers.find((publisher) => publisher.uniqueName === spec.publisher.uniqueName);
  if (!known) return create;
  return known.prefix === spec.prefix ? reuse : blocked(`the publisher there has the prefix ${known.prefix}`);
}

function columnItem(
  table: TableSpec,
  column: ColumnSpec,
  live: DestinationDescription,
  item: (key: string, draft: Draft, verdict: Verdict) => PlanItem,
): PlanItem {
  const key = `column ${table.name}.${column.name}`;
  const draft = { kind: "column", table: table.name, column } as const;
  const there = live.tables[table.name];
  if (!there) return item(key, draft, table.isNew ? create : blocked(`table ${table.name} does not exist`));
  const known = there.columns[column.name];
  const { length: characters } = column.schemaName;
  if (!known && characters > maxNameLength)
    return item(key, draft, blocked(`its name has ${characters} characters, ${maxNameLength} is the most`));
  if (!known)
    return item(key, draft, there.isCustomisable ? create : blocked(`table ${table.name} accepts no columns`));
  if (known.type !== column.type)
    return item(key, draft, blocked(`it is there as ${known.type}, ${column.type} is needed`));
  const length = column.maxLength;
  if (length === undefined || known.maxLength === null || known.maxLength >= length)
    return item(key, draft, choiceVerdict(column, known));
  const widen = {
    kind: "widen",
    table: table.name,
    column: column.name,
    maxLength: length,
    previousMaxLength: known.maxLength,
  } as const;
  return item(key, widen, { verdict: "change", reason: `length ${known.maxLength} → ${length}` });
}

function choiceVerdict(column: ColumnSpec, known: DestinationColumn): Verdict {
  const missing = (column.options ?? []).filter((option) => !known.options.includes(option.value));
  return missing.length === 0 ? reuse : blocked(`its choice lacks ${missing.map((option) => option.label).join(", ")}`);
}

function lookupVerdict(table: TableSpec, live: DestinationDescription, name: string, target: string): Verdict {
  const known = live.tables[table.name]?.columns[name];
  if (!known)
    return live.tables[table.name]?.isCustomisable === false
      ? blocked(`table ${table.name} accepts no lookups`)
      : create;
  return known.targets.includes(target)
    ? reuse
    : blocked(`it is there and points to ${known.targets.join(", ") || "nothing"}`);
}

function keyVerdict(there: DestinationTable | undefined, name: string): Verdict {
  if (there?.keys.some((key) => key.name === name)) return reuse;
  return (there?.keys.length ?? 0) >= maxKeys ? blocked(`the table has ${maxKeys} alternate keys already`) : create;
}

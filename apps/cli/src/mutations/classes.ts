import { canonicalValue } from "@flit/core/canonical";
import type { FieldValue } from "@flit/core/destination";
import { type Mutation, type MutationClass, type Pool, recordOf, spoil, together } from "./mutation.ts";
import type { StoredValue } from "./platform.ts";
import type { Target, TargetColumn } from "./targets.ts";

/** Every kind of defect that verification has to name. */
export const mutationClasses: Readonly<Record<string, MutationClass>> = {
  "one character changed": (pool) =>
    onColumn(pool, textual, ({ value }) => withOtherCharacter(String(value), pool.draw.below)),
  "text cut short": (pool) =>
    onColumn(pool, textual, ({ value }) => String(value).slice(0, Math.ceil(String(value).length / 2))),
  "time shifted by an hour": (pool) => onColumn(pool, isType("instant"), ({ value }) => shifted(value, 3_600_000)),
  "date moved by a day": (pool) =>
    onColumn(pool, isType("date"), ({ value }) => shifted(value, (pool.draw.below(2) === 0 ? 1 : -1) * 86_400_000)),
  "money changed by a cent": (pool) => onColumn(pool, isType("money"), ({ value }) => cents(value)),
  "number changed by one": (pool) =>
    onColumn(pool, isType("integer", "decimal"), ({ value }) => (typeof value === "number" ? value + 1 : null)),
  "choice changed": (pool) =>
    onColumn(
      pool,
      isType("choice"),
      ({ value, column }) => pool.draw.of(column.options.filter((option) => option !== value)) ?? null,
    ),
  "yes and no exchanged": (pool) => onColumn(pool, isType("boolean"), ({ value }) => value !== true),
  "state changed": (pool) =>
    onColumn(pool, isType("state"), ({ value, column }) => column.options.find((option) => option !== value) ?? null),
  "value cleared": (pool) =>
    onColumn(
      pool,
      ({ column }) => !column.isCustom,
      () => null,
    ),
  "custom column cleared": (pool) =>
    onColumn(
      pool,
      ({ column }) => column.isCustom,
      () => null,
    ),
  "empty column filled": fillEmpty,
  "lookup re-pointed": repoint,
  "two owners swapped": (pool) => exchange(pool, "ownerid", () => true),
  "two notes exchanged between patients": (pool) => exchange(pool, "objectid", isNote),
  "two notes' texts exchanged": (pool) => exchange(pool, "notetext", isNote),
  "note dropped": (pool) => drop(pool, isNote),
  "row dropped": (pool) => drop(pool, (target) => !isNote(target)),
  "extra row": extra,
  "duplicate row": duplicate,
  "edited by a person": editedByPerson,
};

/** Not a defect: to be listed as a person's edit. */
const isNote = ({ table }: Target) => table.name === "annotation";

function isType(...types: readonly string[]) {
  return ({ column }: TargetColumn) => types.includes(column.type);
}

const textual = ({ column, value }: TargetColumn) =>
  (column.type === "text" || column.type === "memo") && /[a-z]{4}/.test(String(value));

/** Changes one filled column that passes, to something that is not the same in other words. */
function onColumn(
  pool: Pool,
  passes: (column: TargetColumn) => boolean,
  change: (column: TargetColumn) => StoredValue,
): Omit<Mutation, "name"> | null {
  const fits = (one: TargetColumn) => one.value !== null && one.name !== "ownerid" && passes(one);
  const target = pool.find(({ columns }) => columns.some(fits));
  const chosen = target && pool.draw.of(target.columns.filter(fits));
  if (!target || !chosen) return null;
  const value = change(chosen);
  return isSame(chosen, value) ? null : spoil(target, { [chosen.at]: value }, [chosen.name]);
}

function isSame({ column, value }: TargetColumn, other: StoredValue): boolean {
  return canonicalValue(plain(value), column) === canonicalValue(plain(other), column);
}

function plain(value: StoredValue): FieldValue {
  return value !== null && typeof value === "object" ? { lookup: value } : value;
}

function withOtherCharacter(text: string, below: (bound: number) => number): string {
  const letters = [...text.matchAll(/[a-z]/g)].map(({ index }) => index);
  const at = letters[below(letters.length)] ?? 0;
  const other = text[at] === "x" ? "y" : "x";
  return text.slice(0, at) + other + text.slice(at + 1);
}

function shifted(value: StoredValue, byMs: number): StoredValue {
  const text = String(value);
  const moved = new Date(Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text) + byMs).toISOString();
  return text.length === 10 ? moved.slice(0, 10) : `${moved.slice(0, 19)}Z`;
}

function cents(value: StoredValue): StoredValue {
  return typeof value === "number" ? Math.round(value * 100 + 1) / 100 : null;
}

/** What the map leaves empty must stay empty. */
function fillEmpty(pool: Pool): Omit<Mutation, "name"> | null {
  const fits = ({ value, column, name }: TargetColumn) =>
    value === null && !column.isRequired && name !== "overriddencreatedon" && fillings[column.type] !== undefined;
  const target = pool.find(({ columns }) => columns.some(fits));
  const chosen = target && pool.draw.of(target.columns.filter(fits));
  const filling = chosen && fillings[chosen.column.type]?.(chosen);
  return target && chosen && filling !== undefined ? spoil(target, { [chosen.at]: filling }, [chosen.name]) : null;
}

const fillings: Readonly<Record<string, ((column: TargetColumn) => StoredValue | undefined) | undefined>> = {
  text: () => "x",
  memo: () => "Something nobody wrote.",
  money: () => 1,
  date: () => "2020-02-29",
  instant: () => "2020-02-29T10:00:00Z",
  boolean: () => true,
  choice: ({ column }) => column.options[0],
};

function repoint(pool: Pool): Omit<Mutation, "name"> | null {
  const fits = ({ column, value, name }: TargetColumn) =>
    column.type === "lookup" && name !== "ownerid" && value !== null && typeof value === "object";
  const target = pool.find(({ columns }) => columns.some(fits));
  const chosen = target && pool.draw.of(target.columns.filter(fits));
  if (!target || !chosen || chosen.value === null || typeof chosen.value !== "object") return null;
  const { table, id } = chosen.value;
  const other = pool.find((one) => one.table.name === table && one.rowId !== id);
  return other ? spoil(target, { [chosen.at]: { table, id: other.rowId } }, [chosen.name]) : null;
}

/** Two rows of a table take each other's value. */
function exchange(pool: Pool, name: string, passes: (target: Target) => boolean): Omit<Mutation, "name"> | null {
  const columnOf = (target: Target) => target.columns.find((column) => column.name === name && column.value !== null);
  const first = pool.find((target) => passes(target) && columnOf(target) !== undefined);
  const own = first && columnOf(first);
  if (!first || !own) return null;
  const second = pool.find((target) => {
    const theirs = columnOf(target);
    const isOther = passes(target) && target.table.name === first.table.name && recordOf(target) !== recordOf(first);
    return isOther && theirs !== undefined && !isSame(own, theirs.value);
  });
  const theirs = second && columnOf(second);
  if (!second || !theirs) return null;
  return together([spoil(first, { [own.at]: theirs.value }, [name]), spoil(second, { [own.at]: own.value }, [name])]);
}

function drop(pool: Pool, passes: (target: Target) => boolean): Omit<Mutation, "name"> | null {
  const target = pool.find(passes);
  if (!target) return null;
  const { mapping, sourceId, rowId } = target;
  return {
    changes: [{ op: "delete", table: target.table.name, id: rowId }],
    edits: [],
    records: [recordOf(target)],
    named: [{ kind: "missing", mapping, sourceId, rowId, column: null }],
  };
}

/** A row with our mark for a record that never was; in tables without a mark, one more row made by us. */
function extra(pool: Pool): Omit<Mutation, "name"> | null {
  const target = pool.find(({ marker, table }) => marker !== null || table.name === "annotation");
  if (!target) return null;
  const { mapping, marker } = target;
  const sourceId = marker === null ? null : `9${pool.draw.below(1_000_000_000)}000`;
  return copyOf(pool, target, marker === null ? {} : { [marker]: `${mapping}-${sourceId}` }, "extra", sourceId);
}

/** The same record twice. */
function duplicate(pool: Pool): Omit<Mutation, "name"> | null {
  const target = pool.find(({ marker }) => marker !== null);
  return target ? copyOf(pool, target, {}, "duplicate", target.sourceId) : null;
}

function copyOf(
  pool: Pool,
  { mapping, sourceId: own, table, values }: Target,
  changed: Readonly<Record<string, StoredValue>>,
  kind: "extra" | "duplicate",
  sourceId: string | null,
): Omit<Mutation, "name"> {
  const id = pool.draw.id();
  return {
    changes: [{ op: "insert", table: table.name, id, values: { ...values, ...changed } }],
    edits: [],
    records: [recordOf({ mapping, sourceId: own })],
    named: [{ kind, mapping, sourceId, rowId: id, column: null }],
  };
}

/** By the platform's rules and under a person's name: no defect, and never to be mistaken for one. */
function editedByPerson(pool: Pool): Omit<Mutation, "name"> | null {
  const fits = ({ column, name }: TargetColumn) =>
    column.type === "memo" && column.isCustom && column.isUpdatable && !name.endsWith("_overflow");
  const target = pool.find(({ columns, values }) => (values.statecode ?? 0) === 0 && columns.some(fits));
  const chosen = target && pool.draw.of(target.columns.filter(fits));
  if (!target || !chosen) return null;
  const { mapping, sourceId, rowId } = target;
  return {
    changes: [],
    edits: [{ table: target.table.name, id: rowId, values: { [chosen.name]: "Corrected by the front desk." } }],
    records: [recordOf(target)],
    named: [{ kind: "edited", mapping, sourceId, rowId, column: chosen.name }],
  };
}

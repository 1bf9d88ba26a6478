import type { DestinationColumn, Fields, FieldValue } from "./destination.ts";
import type { Scope } from "./evaluate.ts";
import { evaluate, evaluateText, holds, scopeOf } from "./evaluate.ts";
import { fitValue } from "./fit-value.ts";
import { heldReason } from "./held-choice.ts";
import type { FieldMap, MapContext, MapNote, MappedRow, MapResult, ObjectMap } from "./mapping.ts";
import type { LinkKey } from "./ports.ts";
import type { SourceRecord } from "./record.ts";
import { clipText, splitText } from "./split-text.ts";
import { toText } from "./to-text.ts";
import { safeText } from "./transforms/safe-text.ts";

/**
 * What a source record becomes: skipped, an alias, matched to a user, or rows with values that fit their live columns.
 * Blocked names everything it waits for; rejected is the map's own fault against this environment, or holds a value
 * whose choice nobody has decided.
 */
export function mapRecord(map: ObjectMap, record: SourceRecord, context: MapContext): MapResult {
  const scope = scopeOf(record, context);
  const skipped = map.skip.find(({ when }) => holds(when, scope));
  if (skipped !== undefined) return { status: "skipped", reason: skipped.reason };
  const alias = map.alias === undefined ? null : evaluateText(map.alias, scope);
  if (alias !== null && alias !== record.id) return aliasResult(map, alias, scope);
  const practitioner = map.matchOwner === undefined ? null : evaluateText(map.matchOwner, scope);
  const user = practitioner === null ? null : context.owner(practitioner);
  if (user !== null) return { status: "matched", target: { table: "systemuser", id: user } };

  const created = mapFields(map, map.fields, scope);
  // A late reference that leads nowhere leaves its column out; it is looked up again when the row is finished.
  const finished = mapFields(map, map.finish, scope);
  const reasons = [...created.missing, ...finished.missing, ...created.held, ...finished.held];
  if (reasons.length > 0) return { status: "rejected", reasons };
  if (created.waitingFor.length > 0) return { status: "blocked", waitingFor: created.waitingFor };
  const rows = rowsOf(map, created, finished.fields, context);
  return { status: "mapped", rows, notes: [...created.notes, ...finished.notes] };
}

interface MappedFields {
  readonly fields: Fields;
  readonly notes: readonly MapNote[];
  readonly waitingFor: readonly LinkKey[];
  readonly missing: readonly string[];
  /** Reasons to hold the record. */
  readonly held: readonly string[];
  /** Full text of the split column. */
  readonly whole: string | null;
}

function aliasResult(map: ObjectMap, of: string, scope: Scope): MapResult {
  const { fields, missing, held } = mapFields(map, map.retire ?? [], scope);
  const reasons = [...missing, ...held];
  return reasons.length > 0 ? { status: "rejected", reasons } : { status: "alias", of, retire: fields };
}

function mapFields(map: ObjectMap, fieldMaps: readonly FieldMap[], scope: Scope): MappedFields {
  const fields: { [column: string]: FieldValue } = {};
  const notes: MapNote[] = [];
  const missing: string[] = [];
  const held: string[] = [];
  const lost: string[] = [];
  const waitingFor = new Map<string, LinkKey>();
  let whole: string | null = null;
  // What one field could not find is taken out before the next is looked at.
  const inner: Scope = { ...scope, waitingFor: [], unknownChoices: [], otherChoices: [] };
  for (const { column: name, value: expression } of fieldMaps) {
    const column = scope.context.table.columns[name];
    if (column === undefined) {
      missing.push(`column missing: ${name}`);
      continue;
    }
    const value = evaluate(expression, inner);
    for (const key of inner.waitingFor.splice(0)) waitingFor.set(`${key.mapping}/${key.sourceId}`, key);
    const isSplit = name === map.split?.column;
    if (isSplit) whole = safeText(toText(value) ?? "");
    const fitted = fitValue(value, column);
    if (fitted.value !== null) fields[name] = fitted.value;
    if (inner.unknownChoices.splice(0).length > 0) held.push(heldReason(name));
    const unknown = inner.otherChoices.splice(0);
    const problem = isSplit ? null : (fitted.problem ?? (unknown.length > 0 ? "unknown-choice" : null));
    if (problem === null) continue;
    notes.push({ column: name, kind: problem });
    const full = fitted.problem === null ? toText(unknown) : toText(value);
    if (full !== null && name !== map.overflow) lost.push(`${name}: ${safeText(full)}`);
  }
  if (lost.length > 0 && map.overflow !== undefined) {
    const column = scope.context.table.columns[map.overflow];
    if (column === undefined) missing.push(`column missing: ${map.overflow}`);
    else notes.push(...appendOverflow(fields, column, lost));
  }
  return { fields, notes, waitingFor: [...waitingFor.values()], missing, held, whole };
}

/** Adds the full text of what did not fit; notes when even this column is too short. */
function appendOverflow(
  fields: { [column: string]: FieldValue },
  column: DestinationColumn,
  lost: readonly string[],
): readonly MapNote[] {
  const present = toText(plainText(fields[column.name]));
  const fitted = fitValue([...(present === null ? [] : [present]), ...lost].join("\n"), column);
  fields[column.name] = fitted.value;
  return fitted.problem === null ? [] : [{ column: column.name, kind: fitted.problem }];
}

function plainText(value: FieldValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** The record's row and, for a text longer than its column, the rows that continue it. */
function rowsOf(map: ObjectMap, created: MappedFields, finish: Fields, context: MapContext): readonly MappedRow[] {
  const { split } = map;
  const maxLength = split === undefined ? null : (context.table.columns[split.column]?.maxLength ?? null);
  const texts = maxLength === null || created.whole === null ? [] : splitText(created.whole, maxLength);
  if (split === undefined || texts.length < 2)
    return [{ part: 0, id: context.rowId(0), fields: created.fields, finish }];
  const subject = plainText(created.fields[split.subject]) ?? "";
  const maxSubject = context.table.columns[split.subject]?.maxLength ?? Infinity;
  return texts.map((text, part) => {
    const suffix = ` (${part + 1}/${texts.length})`;
    const continued = { [split.subject]: (clipText(subject, maxSubject - suffix.length) + suffix).trimStart() };
    const fields = { ...created.fields, [split.column]: text, ...(part === 0 ? {} : continued) };
    return { part, id: context.rowId(part), fields, finish };
  });
}

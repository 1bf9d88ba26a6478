import { describeExpression } from "@flit/core/describe-expression";
import type { DestinationColumn, FieldValue } from "@flit/core/destination";
import type { Expression } from "@flit/core/mapping";
import type { ComparedField, ComparedRecord } from "@flit/engine/sample/compare-record";
import type { SourceValue } from "@flit/engine/sample/source-values";
import type { RecordView } from "../../features/sample/sample-view.ts";
import { type Fields, namesIn } from "../mapping/field-names.ts";

const shown = 4_000;
const instant = new Intl.DateTimeFormat("en-AU", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A comparison as pages show it: rules in words, lookups by the name of what they point at, every value masked. */
export function viewCompared(
  { map, table, rows, names }: ComparedRecord,
  at: {
    readonly mask: (value: string) => string;
    readonly label: (column: string) => string;
    readonly profiles: Fields;
    readonly lineOf: (column: string) => string | null;
    /** Address of the environment. */
    readonly environment: string;
  },
): RecordView["rows"] {
  const fieldNames = namesIn(map, at.profiles);
  const rules = new Map<string, Expression>(
    [...map.fields.map((one) => ["fields", one] as const), ...map.finish.map((one) => ["finish", one] as const)].map(
      ([phase, { column, value }]) => [`${phase}.${column}`, value],
    ),
  );
  const masked = (text: string | null) => (text === null ? null : at.mask(text.slice(0, shown)));
  const field = (one: ComparedField) => {
    const column = table.columns[one.column];
    const rule = rules.get(`${one.phase}.${one.column}`);
    const value = (of: FieldValue) => masked(textOf(of, column, names));
    return {
      column: one.column,
      label: at.label(one.column),
      line: at.lineOf(one.column),
      rule:
        rule === undefined
          ? ""
          : describeExpression(rule, fieldNames, (given) => column?.optionLabels?.[String(given)] ?? null),
      source: one.source.map((part) => ({ label: sourceLabel(part, fieldNames), text: masked(sourceText(part)) })),
      expected: value(one.expected),
      actual: value(one.actual),
      comparison: one.comparison,
    };
  };
  return rows.map(({ part, rowId, isThere, isByPerson, fields }) => ({
    part,
    isThere,
    isByPerson,
    address: `${at.environment}/main.aspx?pagetype=entityrecord&etn=${table.name}&id=${rowId}`,
    fields: fields.map(field),
  }));
}

function textOf(
  value: FieldValue,
  column: DestinationColumn | undefined,
  names: ReadonlyMap<string, string>,
): string | null {
  if (value === null || value === "") return null;
  if (typeof value === "object") {
    const { table, id } = value.lookup;
    return names.get(`${table}:${id}`.toLowerCase()) ?? `A row of ${table}, ${id}`;
  }
  if (typeof value === "boolean") return column?.optionLabels?.[String(value)] ?? (value ? "Yes" : "No");
  const label = column?.optionLabels?.[String(value)];
  if (label !== undefined) return `${label} (${value})`;
  if (column?.type === "instant" && !Number.isNaN(Date.parse(String(value))))
    return `${instant.format(new Date(String(value)))} UTC`;
  return String(value);
}

const metaNames: Readonly<Record<string, string>> = {
  id: "Id",
  createdAt: "Created",
  updatedAt: "Last changed",
  removedAt: "Archived",
};

function sourceLabel({ path }: SourceValue, names: (path: string) => string | null): string {
  const [, of, meta] = /^(?:@([^.]+)\.)?meta:(\w+)$/.exec(path) ?? [];
  if (meta !== undefined)
    return of === undefined ? (metaNames[meta] ?? meta) : `${inWords(of)}: ${metaNames[meta] ?? meta}`;
  const name = names(path);
  if (name !== null) return name;
  return inWords(
    path
      .replace(/^@/, "")
      .replace(/^custom:.*/, "Custom field")
      .replace(/^question:.*/, "Question of the note")
      .replaceAll(".", ": "),
  );
}

function sourceText({ text, count }: SourceValue): string | null {
  if (count === null) return text;
  return count === 0 ? null : count === 1 ? "1 record" : `${count} records`;
}

function inWords(name: string): string {
  const words = name.replaceAll("_", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

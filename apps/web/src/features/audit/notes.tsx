import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { objectName } from "./object-name.ts";
import type { Report } from "./report-type.ts";

const kinds: Readonly<Record<string, string>> = {
  clipped: "longer than the column; the full text goes to Overflow",
  "unknown-choice": "values no choice knows",
  unreadable: "cannot be read as the column's type",
};

/** What the reader should know beside the checks: what Cliniko does not show, values that do not fit, fields nobody documents. */
export function AuditNotes({ report }: { readonly report: Report }) {
  const { notExposed, findings, unknownKeys } = report;
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Panel
        title="Not available through Cliniko's API"
        hint="Export these by hand in Cliniko if you want to keep them."
      >
        <ul className="grid list-disc gap-1 pl-5">
          {notExposed.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Panel>
      {findings.length > 0 && (
        <Panel title="Values that do not fit as they are" hint="Counted over every record. Nothing is lost.">
          <Table
            caption="Values that do not fit"
            head={[{ label: "Column" }, { label: "Values", isNumber: true }, { label: "Why" }]}
          >
            {findings.map(({ table, column, kind, count }) => (
              <tr key={`${table}.${column}.${kind}`}>
                <Cell>
                  <span className="font-mono text-xs break-all">
                    {table}.{column}
                  </span>
                </Cell>
                <Cell isNumber>{count.toLocaleString("en-AU")}</Cell>
                <Cell>{kinds[kind] ?? kind}</Cell>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
      {unknownKeys.length > 0 && (
        <Panel title="Fields Cliniko sent that its documents do not name" hint="They are read and kept, not mapped.">
          <Table
            caption="Undocumented fields"
            head={[{ label: "Object" }, { label: "Field" }, { label: "Records", isNumber: true }]}
          >
            {unknownKeys.map(({ object, key, count }) => (
              <tr key={`${object}.${key}`}>
                <Cell>{objectName(object)}</Cell>
                <Cell>
                  <span className="font-mono text-xs">{key}</span>
                </Cell>
                <Cell isNumber>{count.toLocaleString("en-AU")}</Cell>
              </tr>
            ))}
          </Table>
        </Panel>
      )}
    </div>
  );
}

"use client";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { amountText } from "./amount-text.ts";
import type { MoneyRow, Reconciliation } from "./endpoints.ts";
import { periodText } from "./period-text.ts";

const shownMonths = 12;

/** Invoiced money on both sides: by month, by practitioner, and where both together differ. */
export function MoneyPanel({ last }: { readonly last: Reconciliation }) {
  const [isWhole, setWhole] = useState(false);
  const { months, byPractitioner, moneyDifferences } = last;
  if (months.length === 0) return null;
  // A month that differs is never folded away.
  const shown = isWhole ? months : months.filter((month, index) => index < shownMonths || !month.isEqual);
  return (
    <Panel
      title="Money"
      hint="Totals of invoices as Cliniko states them, and of opportunities as they stand in Dynamics. Added up on each side on its own, to the cent."
    >
      <div className="grid gap-6">
        {moneyDifferences.length > 0 && (
          <MoneyTable caption="Where both sides differ" rows={moneyDifferences} hasMonth hasName />
        )}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <div className="grid gap-3">
            <MoneyTable caption="By month" rows={shown} hasMonth />
            {months.length > shown.length && (
              <Button onClick={() => setWhole(true)}>Show all {months.length} months</Button>
            )}
          </div>
          <MoneyTable caption="By practitioner" rows={byPractitioner} hasName />
        </div>
      </div>
    </Panel>
  );
}

function MoneyTable({
  caption,
  rows,
  hasMonth = false,
  hasName = false,
}: {
  readonly caption: string;
  readonly rows: readonly MoneyRow[];
  readonly hasMonth?: boolean;
  readonly hasName?: boolean;
}) {
  return (
    <div className="grid min-w-0 gap-1">
      <h3 className="font-semibold">{caption}</h3>
      <Table
        caption={caption}
        head={[
          ...(hasMonth ? [{ label: "Month" }] : []),
          ...(hasName ? [{ label: "Practitioner or owner" }] : []),
          { label: "Invoices", isNumber: true },
          { label: "Cliniko", isNumber: true },
          { label: "Dynamics", isNumber: true },
          { label: "State" },
        ]}
      >
        {rows.map((row) => (
          <tr key={`${row.month}/${row.who}`}>
            {hasMonth && (
              <Cell>
                <span className="whitespace-nowrap">{row.month === "" ? "No date" : periodText(row.month)}</span>
              </Cell>
            )}
            {hasName && <Cell>{row.who}</Cell>}
            <Cell isNumber>
              {row.invoices.source === row.invoices.destination
                ? row.invoices.source.toLocaleString("en-AU")
                : `${row.invoices.source} → ${row.invoices.destination}`}
            </Cell>
            <Cell isNumber>{amountText(row.amount.source)}</Cell>
            <Cell isNumber>{amountText(row.amount.destination)}</Cell>
            <Cell>
              <Status tone={row.isEqual ? "good" : "bad"}>{row.isEqual ? "Equal" : "Differs"}</Status>
            </Cell>
          </tr>
        ))}
      </Table>
    </div>
  );
}

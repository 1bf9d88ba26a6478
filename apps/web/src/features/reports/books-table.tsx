"use client";
import { Download } from "lucide-react";
import { ButtonLink } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { ReportState } from "./report-state.ts";

/** What moved by object, and what did not with the reason. */
export function BooksTable({ state, refused }: { readonly state: ReportState; readonly refused: string }) {
  const { objects, reasons, vanished, conflicts, report, rollback } = state;
  const isRefused = reasons.some(({ what }) => what === "refused");
  return (
    <>
      <Panel
        title={rollback ? "What had moved" : "What moved"}
        hint={`${report.residual.toLocaleString("en-AU")} records without an account · ${report.files.stored.toLocaleString("en-AU")} of ${report.files.source.toLocaleString("en-AU")} files stored`}
      >
        <Table
          caption="Records by object"
          head={[
            { label: "Object" },
            ...["In Cliniko", "Arrived", "Left out", "Refused", "Rows", "Compared", "Edited since", "Different"].map(
              (label) => ({
                label,
                isNumber: true,
              }),
            ),
          ]}
        >
          {objects.map((row) => (
            <tr key={row.object}>
              <Cell>{row.object}</Cell>
              {(["source", "arrived", "leftOut", "refused", "rows", "compared", "edited", "different"] as const).map(
                (name) => (
                  <Cell key={name} isNumber>
                    {row[name].toLocaleString("en-AU")}
                  </Cell>
                ),
              )}
            </tr>
          ))}
        </Table>
      </Panel>
      {(reasons.length > 0 || vanished.length > 0 || conflicts > 0) && (
        <Panel
          title="What did not move, and why"
          actions={
            isRefused && (
              <ButtonLink href={refused} prefetch={false} icon={<Download aria-hidden className="size-4" />}>
                Refused records
              </ButtonLink>
            )
          }
        >
          <Table
            caption="Reasons"
            head={[{ label: "Object" }, { label: "Records", isNumber: true }, { label: "What" }, { label: "Why" }]}
          >
            {reasons.map(({ object, count, what, reason }) => (
              <tr key={`${object} ${what} ${reason}`}>
                <Cell>{object}</Cell>
                <Cell isNumber>{count.toLocaleString("en-AU")}</Cell>
                <Cell>
                  <span className="whitespace-nowrap">{what}</span>
                </Cell>
                <Cell>
                  <span className="block min-w-48 wrap-anywhere">{reason}</span>
                </Cell>
              </tr>
            ))}
            {vanished.map(({ object, count }) => (
              <tr key={object}>
                <Cell>{object}</Cell>
                <Cell isNumber>{count.toLocaleString("en-AU")}</Cell>
                <Cell>deleted in Cliniko</Cell>
                <Cell>rows they had are kept and marked as archived</Cell>
              </tr>
            ))}
            {conflicts > 0 && (
              <tr>
                <Cell>Values</Cell>
                <Cell isNumber>{conflicts.toLocaleString("en-AU")}</Cell>
                <Cell>kept</Cell>
                <Cell>people changed them in Dynamics, and their values stay</Cell>
              </tr>
            )}
          </Table>
        </Panel>
      )}
    </>
  );
}

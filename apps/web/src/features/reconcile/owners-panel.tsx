import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Reconciliation } from "./endpoints.ts";

/** Who owns what: rows that should be theirs, rows that are, and users who can no longer sign in. */
export function OwnersPanel({ owners }: { readonly owners: Reconciliation["owners"] }) {
  if (owners.length === 0) return null;
  return (
    <Panel
      title="Owners"
      hint="Rows each user should own by the practitioners of Cliniko, and rows each owns in Dynamics."
    >
      <Table
        caption="Owners of rows"
        head={[
          { label: "Owner" },
          { label: "Expected", isNumber: true },
          { label: "In Dynamics", isNumber: true },
          { label: "State" },
        ]}
      >
        {owners.map(({ id, who, source, destination, isDisabled }) => (
          <tr key={id}>
            <Cell>{who}</Cell>
            <Cell isNumber>{source.toLocaleString("en-AU")}</Cell>
            <Cell isNumber>{destination.toLocaleString("en-AU")}</Cell>
            <Cell>
              <span className="flex flex-wrap gap-1">
                <Status tone={source === destination ? "good" : "warn"}>
                  {source === destination ? "As expected" : `Differs by ${Math.abs(source - destination)}`}
                </Status>
                {isDisabled && <Status tone="warn">Cannot sign in</Status>}
              </span>
            </Cell>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

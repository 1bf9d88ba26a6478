"use client";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { FieldsDialog } from "./fields-dialog.tsx";
import { objectName } from "./object-name.ts";
import type { Report } from "./report-type.ts";

/** Everything the account holds, object by object. What the key may not see is said to be so and never looks empty. */
export function Inventory({ place, objects }: { readonly place: Place; readonly objects: Report["objects"] }) {
  const [shown, setShown] = useState<string | null>(null);
  const { may } = useRole(place);
  const sorted = objects.toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1));
  const empty = sorted.filter(({ count, isReadable }) => isReadable && count === 0);
  return (
    <Panel title="What the account holds" hint="Archived, cancelled and merged records are included and marked.">
      <Table
        caption="Objects of the account"
        head={[
          { label: "Object" },
          { label: "Records", isNumber: true },
          { label: "Archived or cancelled", isNumber: true },
          { label: "Fields", isHidden: true },
        ]}
      >
        {sorted
          .filter((one) => !empty.includes(one))
          .map(({ object, count, removed, isReadable, isDerived }) => (
            <tr key={object}>
              <Cell>
                <span className="font-medium">{objectName(object)}</span>
                {isDerived && <span className="block text-ink-soft">put together by FlitStack</span>}
              </Cell>
              <Cell isNumber>
                {isReadable ? count?.toLocaleString("en-AU") : <Status tone="warn">Not readable</Status>}
              </Cell>
              <Cell isNumber>{removed > 0 ? removed.toLocaleString("en-AU") : ""}</Cell>
              <Cell isNumber>
                {isReadable && may("inventory.read") && (
                  <Button look="quiet" aria-label={`Fields of ${objectName(object)}`} onClick={() => setShown(object)}>
                    Fields
                  </Button>
                )}
              </Cell>
            </tr>
          ))}
      </Table>
      {empty.length > 0 && (
        <p className="mt-3 text-ink-soft">
          Readable and empty: {empty.map(({ object }) => objectName(object).toLowerCase()).join(", ")}.
        </p>
      )}
      <FieldsDialog place={place} object={shown} onClose={() => setShown(null)} />
    </Panel>
  );
}

"use client";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { PreviewView } from "./endpoints.ts";
import { KeptRows } from "./kept-rows.tsx";
import { counted, type RollbackState, range, scopeWords } from "./words.ts";

type Found = NonNullable<PreviewView["found"]>;

/** What a rollback would do, before anybody does it. */
export function PreviewPanel({
  place,
  preview,
  state,
}: {
  readonly place: Place;
  readonly preview: PreviewView;
  readonly state: RollbackState;
}) {
  const [isAsking, setAsking] = useState(false);
  const { may } = useRole(place);
  const { found, run, scope, isStale } = preview;
  if (found === null) return null;
  const at = run.finishedAt ?? run.startedAt;
  return (
    <Panel
      title="What would happen"
      hint={
        <>
          {scopeWords(scope)}, as Dynamics was on <Time at={at} />.
        </>
      }
      actions={
        may("run.rollback") &&
        !isStale && (
          <Button look="danger" icon={<Undo2 aria-hidden className="size-4" />} onClick={() => setAsking(true)}>
            Roll back
          </Button>
        )
      }
    >
      <div className="grid grid-cols-1 gap-5">
        {isStale && (
          <Notice tone="warn" title="Out of date">
            Something was written or taken back since. Look again before you roll back.
          </Notice>
        )}
        <Totals found={found} />
        <div className="rounded-lg border border-line">
          <Table
            caption="What would happen, by object"
            head={[
              { label: "Object" },
              { label: "Deleted", isNumber: true },
              { label: "Restored", isNumber: true },
              { label: "Gone already", isNumber: true },
              { label: "Stay", isNumber: true },
            ]}
          >
            {found.objects.map(({ object, deleted, restored, gone, kept }) => (
              <tr key={object}>
                <Cell>{object}</Cell>
                {[deleted, restored, gone, kept].map((count, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity.
                  <Cell key={index} isNumber>
                    {count.toLocaleString("en-AU")}
                  </Cell>
                ))}
              </tr>
            ))}
          </Table>
        </div>
        {found.schema !== null && found.schema.kept.length > 0 && (
          <details>
            <summary className="font-medium">
              Up to {counted(found.schema.kept.length, "part")} of the schema stay, where the rows that stay use them
            </summary>
            <ul className="mt-2 columns-1 gap-6 text-ink-soft sm:columns-2">
              {found.schema.kept.map((key) => (
                <li key={key} className="font-mono text-xs wrap-anywhere">
                  {key}
                </li>
              ))}
            </ul>
          </details>
        )}
        {found.kept > 0 && (
          <section className="grid grid-cols-1 gap-3" aria-label="What stays">
            <h3 className="font-semibold">
              {counted(found.kept, "row stays", "rows stay")}, because people work with them
            </h3>
            <KeptRows place={place} run={run.id} groups={found.keptGroups} />
          </section>
        )}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        place={place}
        name={state.name}
        preview={preview}
        busy={state.busy}
      />
    </Panel>
  );
}

function Totals({ found }: { readonly found: Found }) {
  const { deleted, restored, kept, gone, schema, estimate } = found;
  return (
    <Facts
      of={[
        ["Deleted", `${counted(deleted, "row or file", "rows and files")} this migration made`],
        [
          "Restored",
          restored === 0
            ? "Nothing: no row that was there before was changed"
            : `${counted(restored, "row")} that were there before get their values back`,
        ],
        ...(gone > 0 ? ([["Gone already", `${counted(gone, "row")} that somebody has deleted`]] as const) : []),
        ["Stay", kept === 0 ? "Nothing: nobody has changed these rows" : `${counted(kept, "row")}, listed below`],
        [
          "Schema",
          schema === null
            ? "Tables and columns stay: other rows need them"
            : `${schema.kept.length > 0 ? "At least " : ""}${counted(schema.removed, "part")} removed. A table in which people made rows of their own stays: that shows when it is taken back`,
        ],
        ["Time needed", `${range(estimate)}, ${estimate.basis}`],
      ]}
    />
  );
}

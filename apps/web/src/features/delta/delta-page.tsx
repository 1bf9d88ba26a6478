"use client";
import { useState } from "react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { RunButtons } from "../runs/run-buttons.tsx";
import { RunPanel } from "../runs/run-panel.tsx";
import { ChangesDialog, type WantedChanges } from "./changes-dialog.tsx";
import { ConflictsPanel } from "./conflicts-panel.tsx";
import { CutOverPanel } from "./cut-over-panel.tsx";
import { many } from "./delta-words.ts";
import { controlPass, readDelta } from "./endpoints.ts";
import { FreshnessPanel } from "./freshness-panel.tsx";
import { PassesPanel } from "./passes-panel.tsx";
import { WindowPanel } from "./window-panel.tsx";

/** From the full load to the first day in Dynamics 365: passes, conflicts, checklist. */
export function DeltaPage({ place }: { readonly place: Place }) {
  const read = useEndpoint(readDelta, place);
  const control = useAct(controlPass, { refresh: [readDelta, readMigration] });
  const { role, may, whoCan } = useRole(place);
  const toast = useToast();
  const [wanted, setWanted] = useState<WantedChanges | null>(null);
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  return (
    <>
      <PageHead
        title="Delta and cut-over"
        hint="The clinic keeps working in Cliniko while passes carry over what changed. What people edited in Dynamics 365 is never overwritten without a decision."
      />
      <Query of={read} lines={10}>
        {(delta) =>
          delta.isLoaded ? (
            <div className="grid gap-6">
              <WindowPanel place={place} delta={delta} />
              {delta.active && (
                <RunPanel
                  title={delta.active.kind === "delta" ? "Pass going on" : "Run going on"}
                  run={delta.active}
                  actions={
                    may("run.control") &&
                    (delta.active.kind === "delta" || delta.active.kind === "load") && (
                      <RunButtons
                        run={delta.active}
                        isBusy={control.isPending}
                        onWish={(wish) =>
                          control.mutate(
                            { params: place, body: { run: delta.active?.id ?? "", wish } },
                            { onError: (error) => toast.failed("That did not work", error) },
                          )
                        }
                      />
                    )
                  }
                />
              )}
              {may("inventory.read") ? (
                <ConflictsPanel place={place} counts={delta.conflicts} isBusy={delta.active !== null} />
              ) : (
                role !== null && (
                  <Panel title="Conflicts">
                    <p>
                      {many(delta.conflicts.open, "conflict")} to decide.{" "}
                      <span className="text-ink-soft">{whoCan("inventory.read")} can see them.</span>
                    </p>
                  </Panel>
                )
              )}
              <FreshnessPanel delta={delta} onWanted={setWanted} />
              <PassesPanel delta={delta} onWanted={setWanted} />
              <CutOverPanel place={place} checklist={delta.checklist} live={delta.live} />
            </div>
          ) : (
            <EmptyState
              title="Nothing is loaded yet"
              action={
                <ButtonLink look="primary" href={base}>
                  See what comes next
                </ButtonLink>
              }
            >
              Passes begin after the full run: they carry over what was created, changed, archived, merged or deleted in
              Cliniko since.
            </EmptyState>
          )
        }
      </Query>
      <ChangesDialog place={place} wanted={wanted} onClose={() => setWanted(null)} />
    </>
  );
}

"use client";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { RunButtons } from "../runs/run-buttons.tsx";
import { RunPanel } from "../runs/run-panel.tsx";
import type { RunView } from "../runs/run-view.ts";
import { controlRollback, readRollback, type UndoneView } from "./endpoints.ts";
import { PreviewPanel } from "./preview-panel.tsx";
import { ProofPanel } from "./proof-panel.tsx";
import { ScopeForm } from "./scope-form.tsx";
import { scopeWords } from "./words.ts";

const isActive = (run: RunView) => run.state === "running" || run.state === "paused";

/** Taking back what was done in Dynamics: looked at, confirmed, live, proved. */
export function RollbackPage({ place }: { readonly place: Place }) {
  const read = useEndpoint(readRollback, place);
  return (
    <>
      <PageHead
        title="Roll back"
        hint="Every write to Dynamics is remembered with the way back. What people changed since stays, and is listed."
      />
      <Query of={read} lines={8}>
        {(state) => {
          const { preview, rollbacks, rows, files, schemaParts } = state;
          const [latest, ...earlier] = rollbacks;
          const going = latest && isActive(latest.run) ? latest : null;
          const ended = latest && !going ? latest : null;
          const isNothing = rows + files + schemaParts === 0;
          const isLooking = preview !== null && isActive(preview.run);
          if (isNothing && !latest)
            return (
              <EmptyState
                title="There is nothing to take back"
                action={
                  <ButtonLink look="primary" href={`/clinics/${place.clinic}/migrations/${place.migration}`}>
                    Go to the overview
                  </ButtonLink>
                }
              >
                Nothing of this migration is in Dynamics: no row, no file, no table.
              </EmptyState>
            );
          const isNews = preview !== null && (!ended || preview.run.startedAt > ended.run.startedAt);
          return (
            <div className="grid grid-cols-1 gap-6">
              {going && <Going place={place} title="Rolling back" run={going.run} about={scopeWords(going.scope)} />}
              {!going && ended && !isNews && <ProofPanel place={place} undone={ended} />}
              {!going && isNothing && ended && (
                <Notice tone="info" title="Nothing more to take back">
                  The map and what was read from Cliniko are kept: create the schema again to run the migration anew.
                </Notice>
              )}
              {!going && isLooking && (
                <Going place={place} title="Looking" run={preview.run} about={scopeWords(preview.scope)} />
              )}
              {!going && !isLooking && isNews && <PreviewPanel place={place} preview={preview} state={state} />}
              {!going && !isLooking && !isNothing && <ScopeForm place={place} state={state} />}
              {!going && ended && isNews && <ProofPanel place={place} undone={ended} />}
              {earlier.length > 0 && <Earlier rollbacks={earlier} />}
            </div>
          );
        }}
      </Query>
    </>
  );
}

function Going({
  place,
  title,
  run,
  about,
}: {
  readonly place: Place;
  readonly title: string;
  readonly run: RunView;
  readonly about: string;
}) {
  const control = useAct(controlRollback, { refresh: [readRollback, readMigration] });
  const { may } = useRole(place);
  const toast = useToast();
  return (
    <RunPanel
      title={`${title}: ${about}`}
      run={run}
      actions={
        may("run.rollback") && (
          <RunButtons
            run={run}
            isBusy={control.isPending}
            onWish={(wish) =>
              control.mutate(
                { params: place, body: { run: run.id, wish } },
                { onError: (error) => toast.failed("That did not work", error) },
              )
            }
          />
        )
      }
    />
  );
}

function Earlier({ rollbacks }: { readonly rollbacks: readonly UndoneView[] }) {
  return (
    <Panel title="Earlier rollbacks">
      <ul className="grid gap-3">
        {rollbacks.map(({ run, scope, asked, proof }) => (
          <li key={run.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Status tone={proof?.provedEqual ? "good" : "warn"}>
              {proof === null ? "Stopped" : proof.provedEqual ? "Proved" : "With rows kept"}
            </Status>
            <span>{scopeWords(scope)}</span>
            <span className="text-ink-soft">
              <Time at={run.startedAt} />
              {asked && ` · ${asked.by}: “${asked.reason}”`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

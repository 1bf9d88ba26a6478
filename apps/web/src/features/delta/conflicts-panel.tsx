"use client";
import type { ConflictWish } from "@flit/core/conflict";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { ConflictItem, keyOf } from "./conflict-item.tsx";
import { many } from "./delta-words.ts";
import {
  applyDecisions,
  type ConflictView,
  conflictLists,
  decideConflicts,
  readConflicts,
  readDelta,
} from "./endpoints.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { RulesList } from "./rules-list.tsx";
import type { Delta } from "./window-panel.tsx";

const shown = {
  list: parseAsStringLiteral(conflictLists).withDefault("open"),
  object: parseAsString.withDefault(""),
  conflicts: parseAsInteger.withDefault(0),
};

/** The conflicts inbox: what both sides changed, decided one by one, several at once, or by rule. */
export function ConflictsPanel({
  place,
  counts,
  isBusy,
}: {
  readonly place: Place;
  readonly counts: Delta["conflicts"];
  /** A run goes on: decisions wait for it. */
  readonly isBusy: boolean;
}) {
  const { may, whoCan } = useRole(place);
  const [{ list, object, conflicts: page }, setQuery] = useQueryStates(shown);
  const [view] = useState(() => crypto.randomUUID());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [ruled, setRuled] = useState<ConflictView | null>(null);
  const read = useEndpoint(readConflicts, {
    ...place,
    list,
    page: Math.max(0, page),
    view,
    ...(object !== "" && { mapping: object }),
  });
  const refresh = [readConflicts, readDelta, readMigration];
  const decide = useAct(decideConflicts, { refresh });
  const apply = useAct(applyDecisions, { refresh });
  const toast = useToast();
  const mayDecide = may("conflicts.decide");
  const send = (wish: ConflictWish | null, rows: readonly ConflictView[]) =>
    decide.mutate(
      {
        params: place,
        body: {
          wish,
          conflicts: rows.map(({ mapping, rowId, column, token }) => ({ mapping, rowId, column, token: token ?? "" })),
        },
      },
      {
        onSuccess: () => setChosen(new Set()),
        onError: (error) => {
          toast.failed("Nothing was decided", error);
          void read.refetch();
        },
      },
    );
  const show = (change: Parameters<typeof setQuery>[0]) => {
    setChosen(new Set());
    void setQuery(change);
  };
  return (
    <Panel
      title="Conflicts"
      hint="Changed in Cliniko and by somebody in Dynamics 365. Until somebody decides, the person’s value stays."
      actions={
        counts.waiting > 0 &&
        mayDecide && (
          <Button
            look="primary"
            isBusy={apply.isPending}
            disabled={isBusy}
            onClick={() =>
              apply.mutate(
                { params: place, body: { requestKey: crypto.randomUUID() } },
                { onError: (error) => toast.failed("The decisions could not be carried out", error) },
              )
            }
          >
            Carry out {many(counts.waiting, "decision")} now
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-end gap-3">
          <fieldset className="flex flex-wrap gap-2">
            <legend className="sr-only">Which conflicts</legend>
            <Button
              look={list === "open" ? "plain" : "quiet"}
              aria-pressed={list === "open"}
              onClick={() => show({ list: "open", conflicts: null, object: null })}
            >
              To decide ({counts.open.toLocaleString("en-AU")})
            </Button>
            <Button
              look={list === "decided" ? "plain" : "quiet"}
              aria-pressed={list === "decided"}
              onClick={() => show({ list: "decided", conflicts: null, object: null })}
            >
              Decided ({(counts.waiting + counts.kept + counts.applied).toLocaleString("en-AU")})
            </Button>
          </fieldset>
          {(read.data?.objects.length ?? 0) > 1 && (
            <div className="w-56">
              <SelectField
                label="Object"
                value={object}
                onChange={({ target }) => show({ object: target.value || null, conflicts: null })}
              >
                <option value="">All objects</option>
                {read.data?.objects.map(({ mapping, title, count }) => (
                  <option key={mapping} value={mapping}>
                    {title} ({count})
                  </option>
                ))}
              </SelectField>
            </div>
          )}
        </div>
        <Query of={read} lines={5}>
          {({ rows, total, pageSize, rules, access, trouble }) => {
            const selected = rows.filter((row) => chosen.has(keyOf(row)));
            const canTake = selected.every(({ column, kind }) => column !== "*" || kind === "deleted");
            const pages = Math.max(1, Math.ceil(total / pageSize));
            return (
              <>
                {trouble && (
                  <Notice tone="warn" title="Values cannot be shown now">
                    {trouble} Without them nothing can be decided.
                  </Notice>
                )}
                {access !== "open" && rows.length > 0 && (
                  <p className="text-ink-soft">
                    {access === "revealable"
                      ? "Values are masked; revealing one is logged."
                      : "Values are hidden from your role; lengths are shown."}
                  </p>
                )}
                {mayDecide && list === "open" && rows.length > 1 && (
                  <section
                    aria-label="Decide about several"
                    className="flex flex-wrap items-center gap-2 rounded-md bg-sunken px-3 py-2"
                  >
                    <p role="status" className="mr-auto">
                      {selected.length === 0 ? "Nothing selected" : `${many(selected.length, "conflict")} selected`}
                    </p>
                    <Button
                      look="quiet"
                      onClick={() => setChosen(selected.length === rows.length ? new Set() : new Set(rows.map(keyOf)))}
                    >
                      {selected.length === rows.length ? "Select none" : `Select these ${rows.length}`}
                    </Button>
                    {selected.length > 0 && (
                      <>
                        {canTake && (
                          <Button isBusy={decide.isPending} onClick={() => send("take", selected)}>
                            Take Cliniko’s
                          </Button>
                        )}
                        <Button isBusy={decide.isPending} onClick={() => send("keep", selected)}>
                          Keep Dynamics’
                        </Button>
                      </>
                    )}
                  </section>
                )}
                {rows.length === 0 ? (
                  <p className="text-ink-soft">
                    {list === "open" ? "No conflict waits for a decision." : "No conflict was decided yet."}
                  </p>
                ) : (
                  <ul className="grid gap-3">
                    {rows.map((row) => (
                      <ConflictItem
                        key={keyOf(row)}
                        place={place}
                        conflict={row}
                        mayDecide={mayDecide}
                        mayReveal={access === "revealable" && may("values.reveal")}
                        isBusy={decide.isPending}
                        isChosen={chosen.has(keyOf(row))}
                        onChoose={(isChosen) => {
                          const next = new Set(chosen);
                          if (isChosen) next.add(keyOf(row));
                          else next.delete(keyOf(row));
                          setChosen(next);
                        }}
                        onDecide={(wish) => send(wish, [row])}
                        onRule={() => setRuled(row)}
                      />
                    ))}
                  </ul>
                )}
                {pages > 1 && (
                  <nav aria-label="Pages of conflicts" className="flex items-center justify-between gap-3">
                    <Button disabled={page <= 0} onClick={() => show({ conflicts: page - 1 })}>
                      Back
                    </Button>
                    <span className="text-ink-soft">
                      Page {page + 1} of {pages}
                    </span>
                    <Button disabled={page + 1 >= pages} onClick={() => show({ conflicts: page + 1 })}>
                      Next
                    </Button>
                  </nav>
                )}
                {!mayDecide && counts.open > 0 && (
                  <p className="text-ink-soft">{whoCan("conflicts.decide")} can decide these.</p>
                )}
                {rules.length > 0 && <RulesList place={place} rules={rules} mayDecide={mayDecide} />}
              </>
            );
          }}
        </Query>
      </div>
      <RuleDialog place={place} conflict={ruled} onClose={() => setRuled(null)} />
    </Panel>
  );
}

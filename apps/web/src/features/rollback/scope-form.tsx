"use client";
import { Search } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { type SubmitEvent, useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { CheckField, SelectField, TextArea } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { type RollbackWish, readRollback, startPreview } from "./endpoints.ts";
import { counted, type RollbackState } from "./words.ts";

/** What to take back; looking at it first is the only way on. */
export function ScopeForm({ place, state }: { readonly place: Place; readonly state: RollbackState }) {
  const [issue] = useQueryStates({ mapping: parseAsString, reason: parseAsString });
  const hasIssue = issue.mapping !== null && issue.reason !== null;
  const [kind, setKind] = useState<RollbackWish["kind"]>(hasIssue ? "reason" : "all");
  const [objects, setObjects] = useState<readonly string[]>([]);
  const look = useAct(startPreview, { refresh: [readRollback] });
  const { may, whoCan, role } = useRole(place);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wish = wishOf(kind, objects, form, issue);
    if (wish) look.mutate({ params: place, body: { wish } });
  };
  if (role !== null && !may("run.rollback"))
    return (
      <Panel title="What to take back">
        <p className="text-ink-soft">{whoCan("run.rollback")} can look at a rollback and start it.</p>
      </Panel>
    );
  return (
    <Panel
      title="What to take back"
      hint={`${counted(state.rows, "row")} and ${counted(state.files, "file")} of this migration are there now.`}
    >
      <form onSubmit={submit} className="grid gap-4">
        <Choice
          label="How much"
          value={kind}
          onChange={setKind}
          options={[
            {
              value: "all",
              label: "Everything",
              hint: `Rows, files and the ${counted(state.schemaParts, "part")} of schema that were created.`,
            },
            { value: "objects", label: "Some objects", hint: "With what depends on them. Tables and columns stay." },
            {
              value: "records",
              label: "Some records",
              hint: "For example one patient, with everything that hangs on them. Tables and columns stay.",
            },
            ...(hasIssue
              ? [
                  {
                    value: "reason" as const,
                    label: "The records of one issue",
                    hint: `${issue.mapping}: ${issue.reason}`,
                  },
                ]
              : []),
          ]}
        />
        {kind === "objects" && <ObjectChoice objects={state.objects} chosen={objects} onChange={setObjects} />}
        {kind === "records" && (
          <div className="grid max-w-2xl gap-3 sm:grid-cols-2">
            <SelectField label="Cliniko's list" name="object" defaultValue="patients">
              {state.records.map(({ object, title }) => (
                <option key={object} value={object}>
                  {title}
                </option>
              ))}
            </SelectField>
            <TextArea label="Cliniko ids" name="ids" required hint="One a line, or with spaces between. At most 500." />
          </div>
        )}
        {look.error && (
          <Notice tone="bad" title="It could not be looked at">
            {look.error.body.message}
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            look="primary"
            icon={<Search aria-hidden className="size-4" />}
            isBusy={look.isPending}
            disabled={state.busy?.isRunning === true || (kind === "objects" && objects.length === 0)}
          >
            Look first
          </Button>
          <p className="min-w-0 flex-1 basis-60 text-ink-soft">
            {state.busy?.isRunning
              ? `Now ${state.busy.kind} is writing: pause it first.`
              : "Reads every row as it is in Dynamics now. Nothing is changed."}
          </p>
        </div>
      </form>
    </Panel>
  );
}

function ObjectChoice({
  objects,
  chosen,
  onChange,
}: {
  readonly objects: RollbackState["objects"];
  readonly chosen: readonly string[];
  readonly onChange: (objects: readonly string[]) => void;
}) {
  const along = new Set(objects.filter(({ object }) => chosen.includes(object)).flatMap((one) => one.with));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">Objects</legend>
      <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {objects.map(({ object, rows }) => {
          const isAlong = along.has(object) && !chosen.includes(object);
          return (
            <CheckField
              key={object}
              label={object}
              hint={`${counted(rows, "row")}${isAlong ? ", goes along" : ""}`}
              checked={chosen.includes(object) || isAlong}
              disabled={isAlong}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...chosen, object] : chosen.filter((other) => other !== object))
              }
            />
          );
        })}
      </div>
    </fieldset>
  );
}

function wishOf(
  kind: RollbackWish["kind"],
  objects: readonly string[],
  form: FormData,
  issue: { readonly mapping: string | null; readonly reason: string | null },
): RollbackWish | null {
  switch (kind) {
    case "all":
      return { kind };
    case "objects":
      return { kind, objects: [...objects] };
    case "records": {
      const ids = String(form.get("ids"))
        .split(/[\s,;]+/)
        .filter((id) => id !== "");
      return { kind, object: String(form.get("object")), ids };
    }
    case "reason":
      return issue.mapping === null || issue.reason === null
        ? null
        : { kind, mapping: issue.mapping, reason: issue.reason };
  }
}

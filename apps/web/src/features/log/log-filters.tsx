"use client";
import { actionEvents } from "@flit/core/actions";
import type { z } from "zod";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { readLogState } from "./endpoints.ts";
import { eventNames, type useLogQuery } from "./use-log-query.ts";

type Query = ReturnType<typeof useLogQuery>;

/** Narrows the log down; the address keeps the choice. */
export function LogFilters({
  state,
  filter,
  days,
  setQuery,
}: {
  readonly state: z.infer<NonNullable<typeof readLogState.reply>> | undefined;
  readonly filter: Query["filter"];
  readonly days: Query["days"];
  readonly setQuery: Query["setQuery"];
}) {
  const words = eventNames.toSorted((one, other) => actionEvents[one].localeCompare(actionEvents[other]));
  return (
    <search className="grid gap-3 sm:grid-cols-2 xl:grid-cols-5">
      <SelectField
        label="Action"
        value={filter.group ?? filter.event ?? ""}
        onChange={({ target: { value } }) =>
          void setQuery({
            event: eventNames.find((name) => name === value) ?? null,
            group: value === "values" ? value : null,
            before: null,
          })
        }
      >
        <option value="">All actions</option>
        <option value="values">Patients’ values: looked at or revealed</option>
        {words.map((name) => (
          <option key={name} value={name}>
            {actionEvents[name]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Person"
        value={filter.person ?? ""}
        onChange={(change) => void setQuery({ person: change.target.value || null, before: null })}
      >
        <option value="">Everybody</option>
        {state?.people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Migration"
        value={filter.about ?? ""}
        onChange={(change) => void setQuery({ about: change.target.value || null, before: null })}
      >
        <option value="">All migrations</option>
        {state?.migrations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {(["from", "until"] as const).map((name) => (
        <TextField
          key={name}
          label={name === "from" ? "From" : "To"}
          type="date"
          value={days[name]}
          onChange={({ target: { value } }) =>
            void setQuery({ [name]: value === "" ? null : new Date(`${value}T00:00:00Z`), before: null })
          }
        />
      ))}
    </search>
  );
}

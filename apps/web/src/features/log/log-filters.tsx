"use client";
import { actionEvents } from "@flit/core/actions";
import type { z } from "zod";
import { SelectField } from "../../ui/field.tsx";
import type { readLogState } from "./endpoints.ts";
import { eventNames, type useLogQuery } from "./use-log-query.ts";

type Query = ReturnType<typeof useLogQuery>;

/** Narrows the log down; the address keeps the choice. */
export function LogFilters({
  state,
  filter,
  setQuery,
}: {
  readonly state: z.infer<NonNullable<typeof readLogState.reply>> | undefined;
  readonly filter: Query["filter"];
  readonly setQuery: Query["setQuery"];
}) {
  const words = eventNames.toSorted((one, other) => actionEvents[one].localeCompare(actionEvents[other]));
  return (
    <search className="grid gap-3 sm:grid-cols-3">
      <SelectField
        label="Action"
        value={filter.event ?? ""}
        onChange={(change) =>
          void setQuery({ event: eventNames.find((name) => name === change.target.value) ?? null, before: null })
        }
      >
        <option value="">All actions</option>
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
    </search>
  );
}

"use client";
import type { Expression } from "@flit/core/mapping";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { TextField } from "../../../ui/field.tsx";
import { ScalarField } from "./scalar-field.tsx";
import type { RuleScope } from "./scope.ts";

type Choice = Expression & { readonly op: "choice" };

/** The table of a rule as it is written: values and what each becomes. Counts stand under Choice values. */
export function TableRows({
  choice,
  options,
  onChange,
}: {
  readonly choice: Choice;
  readonly options: RuleScope["options"];
  onChange(choice: Choice): void;
}) {
  const [added, setAdded] = useState("");
  const { otherwise, ...rest } = choice;
  return (
    <div className="grid gap-2">
      {Object.entries(choice.table).map(([value, to]) => (
        <div key={value} className="flex flex-wrap items-center gap-2">
          <span className="min-w-24 flex-1 break-words">{value} becomes</span>
          <ScalarField
            label={value}
            value={to}
            options={options}
            onChange={(next) => onChange({ ...choice, table: { ...choice.table, [value]: next } })}
          />
          <Button
            look="quiet"
            aria-label={`Remove ${value}`}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => {
              const { [value]: _gone, ...others } = choice.table;
              onChange({ ...choice, table: others });
            }}
          />
        </div>
      ))}
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-32 flex-1">
          <TextField label="Another value" value={added} onChange={({ target }) => setAdded(target.value)} />
        </div>
        <Button
          icon={<Plus aria-hidden className="size-4" />}
          disabled={added.trim() === ""}
          onClick={() => {
            onChange({ ...choice, table: { ...choice.table, [added.trim()]: null } });
            setAdded("");
          }}
        >
          Add
        </Button>
      </div>
      <div className="grid gap-1">
        <span className="font-medium">All other values become</span>
        <ScalarField
          label="All other values"
          value={otherwise ?? null}
          options={options}
          onChange={(next) => onChange(next === null ? rest : { ...rest, otherwise: next })}
        />
      </div>
    </div>
  );
}

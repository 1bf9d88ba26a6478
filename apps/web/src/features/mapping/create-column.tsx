"use client";
import type { ColumnSpec } from "@flit/core/plan";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { ObjectParts } from "./detail-view.ts";
import { typeName } from "./words.ts";

const types = ["text", "memo", "integer", "decimal", "money", "boolean", "date", "instant", "choice"] as const;
type Type = (typeof types)[number];
const lengths: Readonly<Partial<Record<Type, number>>> = { text: 4_000, memo: 1_048_576 };

/** A column to be made for one line: suggested from what the audit found, changed as people like. */
export function CreateColumn({
  suggestion,
  parts,
  onSave,
  onClose,
}: {
  readonly suggestion: ColumnSpec | null;
  readonly parts: ObjectParts;
  onSave(column: ColumnSpec): Promise<boolean>;
  onClose(): void;
}) {
  const [label, setLabel] = useState(suggestion?.displayName ?? "");
  const [name, setName] = useState(suggestion?.name ?? `${parts.prefix}_`);
  const [type, setType] = useState<Type>(suggestion?.type ?? "text");
  const [length, setLength] = useState(suggestion?.maxLength ?? 100);
  const [options, setOptions] = useState<readonly string[]>([""]);
  const [isSaving, setSaving] = useState(false);
  const most = lengths[type];
  const labels = options.map((option) => option.trim()).filter(Boolean);
  const column: ColumnSpec = {
    name: name.toLowerCase(),
    schemaName: name,
    displayName: label.trim(),
    type,
    ...(most !== undefined && { maxLength: length }),
    ...(type === "decimal" && { scale: 4, min: -100_000_000_000, max: 100_000_000_000 }),
    ...(type === "money" && { scale: 4, min: -100_000_000_000, max: 100_000_000_000 }),
    ...(type === "integer" && { min: -2_147_483_648, max: 2_147_483_647 }),
    ...(type === "choice" && {
      options: labels.map((one, index) => ({ value: parts.optionPrefix * 10_000 + index, label: one })),
    }),
  };
  return (
    <form
      className="grid gap-3 rounded-md border border-line p-3"
      onSubmit={async (event) => {
        event.preventDefault();
        setSaving(true);
        if (await onSave(column)) onClose();
        setSaving(false);
      }}
    >
      <TextField
        label="Name people see"
        required
        maxLength={100}
        value={label}
        onChange={({ target }) => setLabel(target.value)}
      />
      <TextField
        label="Schema name"
        required
        maxLength={40}
        pattern={`${parts.prefix}_[A-Za-z][A-Za-z0-9_]*`}
        hint={`Begins with ${parts.prefix}_; letters, digits and underscores.`}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <SelectField
        label="Type"
        value={type}
        onChange={({ target }) => setType(types.find((one) => one === target.value) ?? "text")}
      >
        {types.map((one) => (
          <option key={one} value={one}>
            {typeName(one)}
          </option>
        ))}
      </SelectField>
      {most !== undefined && (
        <TextField
          label="Length"
          type="number"
          min={1}
          max={most}
          required
          hint={`At most ${most.toLocaleString("en-AU")} characters.`}
          value={length}
          onChange={({ target }) => setLength(Number(target.value))}
        />
      )}
      {type === "choice" && (
        <div className="grid gap-2">
          {options.map((option, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: options have no identity but their place.
            <div key={index} className="flex items-end gap-2">
              <div className="flex-1">
                <TextField
                  label={`Option ${index + 1}`}
                  maxLength={200}
                  value={option}
                  onChange={({ target }) => setOptions(options.with(index, target.value))}
                />
              </div>
              <Button
                look="quiet"
                aria-label={`Remove option ${index + 1}`}
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => setOptions(options.toSpliced(index, 1))}
              />
            </div>
          ))}
          <div>
            <Button
              look="quiet"
              icon={<Plus aria-hidden className="size-4" />}
              onClick={() => setOptions([...options, ""])}
            >
              Add an option
            </Button>
          </div>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={isSaving}>
          Have it made
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
      <p className="text-ink-soft">It is made with the schema plan, after a Dynamics admin approved it.</p>
    </form>
  );
}

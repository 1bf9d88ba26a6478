"use client";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { type Scalar, ScalarField } from "./rule/scalar-field.tsx";

/** What is written where the source holds nothing. */
export function DefaultValue({
  value,
  options,
  onSave,
}: {
  readonly value: Scalar;
  readonly options: readonly { readonly value: number; readonly label: string }[];
  onSave(value: Scalar): Promise<boolean>;
}) {
  const [next, setNext] = useState(value);
  const [isSaving, setSaving] = useState(false);
  return (
    <div className="grid gap-2">
      {options.length > 0 ? (
        <SelectField
          label="Write this"
          isLabelHidden
          value={next === null ? "" : String(next)}
          onChange={({ target }) => setNext(target.value === "" ? null : Number(target.value))}
        >
          <option value="">Nothing</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </SelectField>
      ) : (
        <ScalarField label="Write this" value={next} onChange={setNext} />
      )}
      {next !== value && (
        <div>
          <Button
            look="primary"
            isBusy={isSaving}
            onClick={async () => {
              setSaving(true);
              await onSave(next);
              setSaving(false);
            }}
          >
            Save the default
          </Button>
        </div>
      )}
    </div>
  );
}

"use client";
import { SelectField, TextField } from "../../../ui/field.tsx";

export type Scalar = string | number | boolean | null;

const kinds = { text: "Text", number: "Number", yes: "Yes", no: "No", nothing: "Nothing" } as const;
type Kind = keyof typeof kinds;

/** A fixed value: text, a number, yes or no, or nothing. */
export function ScalarField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Scalar;
  onChange(value: Scalar): void;
}) {
  const kind = kindOf(value);
  return (
    <div className="flex flex-wrap gap-2">
      <div className="basis-28">
        <SelectField
          label={`${label}: kind`}
          isLabelHidden
          value={kind}
          onChange={({ target }) => onChange(defaultOf(target.value, value))}
        >
          {Object.entries(kinds).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      {(kind === "text" || kind === "number") && (
        <div className="min-w-32 flex-1">
          <TextField
            label={label}
            isLabelHidden
            type={kind === "number" ? "number" : "text"}
            step="any"
            value={String(value ?? "")}
            onChange={({ target }) => onChange(kind === "number" ? Number(target.value) : target.value)}
          />
        </div>
      )}
    </div>
  );
}

function kindOf(value: Scalar): Kind {
  if (value === null) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? "number" : "text";
}

function defaultOf(kind: string, was: Scalar): Scalar {
  if (kind === "nothing") return null;
  if (kind === "yes" || kind === "no") return kind === "yes";
  if (kind === "number") return Number.isFinite(Number(was)) ? Number(was) : 0;
  return was === null || typeof was === "boolean" ? "" : String(was);
}

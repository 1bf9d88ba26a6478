"use client";
import { SelectField, TextField } from "../../../ui/field.tsx";

export type Scalar = string | number | boolean | null;

const kinds = {
  option: "Option",
  text: "Text",
  number: "Number",
  yes: "Yes",
  no: "No",
  nothing: "Nothing",
} as const;
type Kind = keyof typeof kinds;
type Options = readonly { readonly value: number; readonly label: string }[];

/** A fixed value: text, a number, yes or no, or nothing. */
export function ScalarField({
  label,
  value,
  options = [],
  onChange,
}: {
  readonly label: string;
  readonly value: Scalar;
  /** Where it stands for one of them, people choose it by its label. */
  readonly options?: Options;
  onChange(value: Scalar): void;
}) {
  const kind = kindOf(value, options);
  return (
    <div className="flex flex-wrap gap-2">
      <div className="basis-28">
        <SelectField
          label={`${label}: kind`}
          isLabelHidden
          value={kind}
          onChange={({ target }) => onChange(defaultOf(target.value, value, options))}
        >
          {Object.entries(kinds)
            .filter(([key]) => key !== "option" || options.length > 0)
            .map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
        </SelectField>
      </div>
      {kind === "option" && (
        <div className="min-w-32 flex-1">
          <SelectField
            label={label}
            isLabelHidden
            value={String(value)}
            onChange={({ target }) => onChange(Number(target.value))}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </SelectField>
        </div>
      )}
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

function kindOf(value: Scalar, options: Options): Kind {
  if (options.some((option) => option.value === value)) return "option";
  if (value === null) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? "number" : "text";
}

function defaultOf(kind: string, was: Scalar, options: Options): Scalar {
  if (kind === "option") return options[0]?.value ?? null;
  if (kind === "nothing") return null;
  if (kind === "yes" || kind === "no") return kind === "yes";
  if (kind === "number") return Number.isFinite(Number(was)) ? Number(was) : 0;
  return was === null || typeof was === "boolean" ? "" : String(was);
}

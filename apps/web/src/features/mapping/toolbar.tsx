"use client";
import { CircleHelp, Undo2 } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { bands, Filters, Show, Sort } from "./filter-lines.ts";

const showNames: Readonly<Record<Show, string>> = {
  all: "All lines",
  open: "Open",
  review: "Needs review",
  problems: "With problems",
  changed: "Changed by people",
  custom: "Custom fields",
  choices: "With choice values",
  ignored: "Left out",
  confirmed: "Confirmed",
};
const bandNames: Readonly<Record<(typeof bands)[number], string>> = {
  any: "Any confidence",
  high: "High",
  review: "Review",
  unsure: "Unsure",
};
const sortNames: Readonly<Record<Sort, string>> = {
  risk: "Riskiest first",
  source: "In Cliniko's order",
  column: "By column",
};

/** What the list shows, and what counts for all of it. */
export function Toolbar({
  filters,
  onChange,
  searchRef,
  shown,
  total,
  onUndo,
  onHelp,
}: {
  readonly filters: Filters;
  onChange(filters: Partial<Filters>): void;
  readonly searchRef: RefObject<HTMLDivElement | null>;
  readonly shown: number;
  readonly total: number;
  /** Null for roles that decide nothing. */
  readonly onUndo: (() => void) | null;
  onHelp(): void;
}) {
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-40 flex-1 basis-48" ref={searchRef}>
        <TextField
          label="Search"
          type="search"
          value={filters.search}
          onChange={({ target }) => onChange({ search: target.value })}
          placeholder="Field, rule or column"
          autoComplete="off"
        />
      </div>
      <div className="basis-36 max-sm:flex-1">
        <Choice label="Show" names={showNames} value={filters.show} onChange={(show) => onChange({ show })} />
      </div>
      <div className="basis-36 max-sm:flex-1">
        <Choice label="Confidence" names={bandNames} value={filters.band} onChange={(band) => onChange({ band })} />
      </div>
      <div className="basis-40 max-sm:flex-1">
        <Choice label="Order" names={sortNames} value={filters.sort} onChange={(sort) => onChange({ sort })} />
      </div>
      <div className="flex items-center gap-1 pb-0.5">
        {onUndo && (
          <Button look="quiet" icon={<Undo2 aria-hidden className="size-4" />} onClick={onUndo}>
            Undo
          </Button>
        )}
        <Button look="quiet" icon={<CircleHelp aria-hidden className="size-4" />} onClick={onHelp}>
          Keys
        </Button>
        <span className="ml-1 text-ink-soft tabular-nums">
          {shown === total ? `${total} lines` : `${shown} of ${total} lines`}
        </span>
      </div>
    </div>
  );
}

function Choice<Name extends string>({
  label,
  names,
  value,
  onChange,
}: {
  readonly label: string;
  readonly names: Readonly<Record<Name, string>>;
  readonly value: Name;
  onChange(value: Name): void;
}) {
  const keys = Object.keys(names).filter((key): key is Name => key in names);
  return (
    <SelectField
      label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = keys.find((key) => key === target.value);
        if (chosen) onChange(chosen);
      }}
    >
      {keys.map((key) => (
        <option key={key} value={key}>
          {names[key]}
        </option>
      ))}
    </SelectField>
  );
}

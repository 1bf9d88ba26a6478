"use client";
import { clsx } from "clsx";
import { CircleHelp, Undo2 } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { bands, Filters, Show, Sort } from "./filter-lines.ts";
import { entryWords, type ObjectEntry } from "./object-entries.ts";

const showNames: Readonly<Record<Show, string>> = {
  all: "All lines",
  open: "Open",
  review: "Needs review",
  problems: "With problems",
  changed: "Changed by people",
  custom: "Custom fields and questions",
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
  objects,
  isNarrow,
  onChange,
  searchRef,
  shown,
  total,
  onUndo,
  onLeave,
  onHelp,
}: {
  readonly filters: Filters;
  readonly objects: readonly ObjectEntry[];
  /** Whether objects are chosen here because nothing else has room for them. */
  readonly isNarrow: boolean;
  onChange(filters: Partial<Filters>): void;
  readonly searchRef: RefObject<HTMLDivElement | null>;
  readonly shown: number;
  readonly total: number;
  /** Null for roles that decide nothing. */
  readonly onUndo: (() => void) | null;
  /** Back to the list, by Enter from the search and by Escape from what is chosen: letters act again. */
  onLeave(): void;
  onHelp(): void;
}) {
  const leave = (event: KeyboardEvent) => {
    if (event.key !== (event.target instanceof HTMLInputElement ? "Enter" : "Escape")) return;
    event.preventDefault();
    onLeave();
  };
  return (
    <search onKeyDown={leave} className="grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <div className={clsx("sm:basis-48", isNarrow ? "2xl:hidden" : "xl:hidden")}>
        <SelectField
          label="Object"
          value={filters.object ?? ""}
          onChange={({ target }) => onChange({ object: target.value || null })}
        >
          {objects.map((entry) => (
            <option key={entry.key ?? ""} value={entry.key ?? ""}>
              {entry.title} ({entryWords(entry)})
            </option>
          ))}
        </SelectField>
      </div>
      <div className="min-w-0 sm:min-w-40 sm:flex-1 sm:basis-40" ref={searchRef}>
        <TextField
          label="Search"
          type="search"
          value={filters.search}
          onChange={({ target }) => onChange({ search: target.value })}
          placeholder="Field, rule or column"
          autoComplete="off"
        />
      </div>
      <div className="sm:basis-36">
        <Choice label="Show" names={showNames} value={filters.show} onChange={(show) => onChange({ show })} />
      </div>
      <div className="sm:basis-36">
        <Choice label="Confidence" names={bandNames} value={filters.band} onChange={(band) => onChange({ band })} />
      </div>
      <div className="sm:basis-40">
        <Choice label="Order" names={sortNames} value={filters.sort} onChange={(sort) => onChange({ sort })} />
      </div>
      <div className="flex items-center gap-1 pb-0.5 max-sm:col-span-2">
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
    </search>
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

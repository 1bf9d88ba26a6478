"use client";
import { clsx } from "clsx";
import { CircleCheck, CircleX } from "lucide-react";
import { entryWords, type ObjectEntry } from "./object-entries.ts";

/** Objects of the map with how far each is, beside the list; where there is no room the toolbar has a select. */
export function ObjectNav({
  objects,
  value,
  isNarrow,
  onChange,
}: {
  readonly objects: readonly ObjectEntry[];
  readonly value: string | null;
  /** The editor needs the room. */
  readonly isNarrow: boolean;
  onChange(object: string | null): void;
}) {
  return (
    <nav
      aria-label="Objects"
      className={clsx(
        "hidden max-h-[max(24rem,calc(100dvh-12rem))] w-48 shrink-0 overflow-y-auto",
        isNarrow ? "2xl:block" : "xl:block",
      )}
    >
      <ul className="grid gap-0.5">
        {objects.map((entry) => (
          <li key={entry.key ?? ""}>
            <button
              type="button"
              aria-current={entry.key === value ? "true" : undefined}
              onClick={() => onChange(entry.key)}
              className={clsx(
                "w-full rounded-md px-2.5 py-1.5 text-left hover:bg-sunken",
                entry.key === value && "bg-accent-soft",
              )}
            >
              <span className={clsx("flex items-center justify-between gap-2", entry.key === value && "font-medium")}>
                <span className="truncate">{entry.title}</span>
                {entry.blocking > 0 ? (
                  <CircleX aria-label={`${entry.blocking} problems block`} className="size-4 shrink-0 text-bad" />
                ) : (
                  entry.decided === entry.total && (
                    <CircleCheck aria-label="Decided" className="size-4 shrink-0 text-good" />
                  )
                )}
              </span>
              <span className="text-xs text-ink-soft">{entryWords(entry)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

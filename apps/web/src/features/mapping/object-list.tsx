"use client";
import { clsx } from "clsx";
import { CircleCheck, CircleX } from "lucide-react";
import { SelectField } from "../../ui/field.tsx";
import type { LineView, ObjectView } from "./line-view.ts";

/** Objects of the map with how far each is; a list on wide screens, a select on narrow ones. */
export function ObjectList({
  objects,
  lines,
  value,
  isNarrow,
  onChange,
}: {
  readonly objects: readonly ObjectView[];
  readonly lines: readonly LineView[];
  readonly value: string | null;
  /** Something else needs the room: a select does. */
  readonly isNarrow: boolean;
  onChange(object: string | null): void;
}) {
  const entries = entriesOf(objects, lines);
  return (
    <>
      <nav
        aria-label="Objects"
        className={clsx(
          "hidden max-h-[max(24rem,calc(100dvh-12rem))] w-48 shrink-0 overflow-y-auto",
          isNarrow ? "2xl:block" : "xl:block",
        )}
      >
        <ul className="grid gap-0.5">
          {entries.map((entry) => (
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
                <span className="text-xs text-ink-soft">{wordsOf(entry)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className={isNarrow ? "2xl:hidden" : "xl:hidden"}>
        <SelectField label="Object" value={value ?? ""} onChange={({ target }) => onChange(target.value || null)}>
          {entries.map((entry) => (
            <option key={entry.key ?? ""} value={entry.key ?? ""}>
              {entry.title} ({wordsOf(entry)})
            </option>
          ))}
        </SelectField>
      </div>
    </>
  );
}

interface Entry extends Pick<ObjectView, "title" | "total" | "decided" | "blocking"> {
  readonly key: string | null;
}

/** Counted here, from the lines: decisions show before the server has them. */
function entriesOf(objects: readonly ObjectView[], lines: readonly LineView[]): readonly Entry[] {
  const editable = lines.filter(({ isLocked }) => !isLocked);
  const count = (own: readonly LineView[]) => ({
    total: own.length,
    decided: own.filter(({ decision }) => decision !== "open").length,
  });
  const byMapping = Map.groupBy(editable, ({ mapping }) => mapping);
  return [
    {
      key: null,
      title: "All objects",
      ...count(editable),
      blocking: objects.reduce((sum, { blocking }) => sum + blocking, 0),
    },
    ...objects.map(({ key, title, blocking }) => ({ key, title, blocking, ...count(byMapping.get(key) ?? []) })),
  ];
}

function wordsOf({ total, decided, blocking }: Entry): string {
  const words = total === 0 ? "nothing to decide" : `${decided} of ${total} decided`;
  return blocking === 0 ? words : `${words}, ${blocking} block`;
}

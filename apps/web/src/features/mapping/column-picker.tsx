"use client";
import { clsx } from "clsx";
import { type RefObject, useId, useMemo, useState } from "react";
import type { ObjectParts } from "./detail-view.ts";
import type { LineView } from "./line-view.ts";
import { typeName } from "./words.ts";

const shown = 60;

/**
 * Columns of the table with a search: type, arrow, Enter. Those that came near come first; columns other lines fill say
 * so. What was chosen is seen in the editor, which gets the focus, so that letters act again.
 */
export function ColumnPicker({
  parts,
  near,
  current,
  lines,
  inputRef,
  onPick,
}: {
  readonly parts: ObjectParts;
  /** Names of columns that came near, best first. */
  readonly near: readonly string[];
  readonly current: string | null;
  /** Lines of the same object. */
  readonly lines: readonly LineView[];
  readonly inputRef: RefObject<HTMLInputElement | null>;
  onPick(column: string): void;
}) {
  const id = useId();
  const [search, setSearch] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const filledBy = useMemo(
    () =>
      new Map(
        lines.flatMap((line) =>
          line.column && line.decision !== "ignored" ? [[line.column.name, line.source.label]] : [],
        ),
      ),
    [lines],
  );
  const found = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const first = near.flatMap((wanted) => parts.columns.find(({ name }) => name === wanted) ?? []);
    return [...first, ...parts.columns.filter(({ name }) => !near.includes(name))]
      .filter(({ name, label }) => words.every((word) => `${label} ${name}`.toLowerCase().includes(word)))
      .slice(0, shown);
  }, [parts, near, search]);
  const pick = (name: string | undefined) => {
    if (name === undefined) return;
    setOpen(false);
    setSearch("");
    setActive(0);
    inputRef.current?.closest<HTMLElement>("[data-editor-body]")?.focus();
    if (name !== current) onPick(name);
  };
  const option = (index: number) => `${id}-${index}`;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        Find a column
      </label>
      <input
        ref={inputRef}
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[active] ? option(active) : undefined}
        autoComplete="off"
        value={search}
        placeholder="Name or logical name"
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={({ target }) => {
          setSearch(target.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={(event) => {
          const moves = new Map<string, () => void>([
            ["ArrowDown", () => (isOpen ? setActive(Math.min(active + 1, found.length - 1)) : setOpen(true))],
            ["ArrowUp", () => setActive(Math.max(active - 1, 0))],
            ["Enter", () => isOpen && pick(found[active]?.name)],
          ]);
          const move = moves.get(event.key);
          if (move) {
            event.preventDefault();
            move();
          }
          if (event.key === "Escape" && isOpen) {
            event.stopPropagation();
            setOpen(false);
          }
        }}
        className="min-h-9 w-full rounded-md border border-line-strong bg-surface px-3 py-1.5 text-ink placeholder:text-ink-faint"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Columns"
        hidden={!isOpen}
        className="max-h-64 overflow-y-auto rounded-md border border-line-strong bg-raised"
      >
        {(isOpen ? found : []).map(({ name, label, type, maxLength, isNew }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the input has the focus and names the active option.
          <div
            key={name}
            id={option(index)}
            role="option"
            aria-selected={index === active}
            ref={(node) => {
              if (node && isOpen && index === active) node.scrollIntoView({ block: "nearest" });
            }}
            // The input must not lose the focus before the click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(name)}
            className={clsx("cursor-pointer px-3 py-1.5", index === active ? "bg-accent-soft" : "hover:bg-sunken")}
          >
            <span className="font-medium">{label}</span>
            {name === current && <span className="text-ink-soft"> · now</span>}
            <span className="block text-xs text-ink-soft">
              {name} · {typeName(type)}
              {maxLength !== null && ` ${maxLength.toLocaleString("en-AU")}`}
              {near.includes(name) && " · came near"}
              {isNew && " · made by the migration"}
              {name !== current && filledBy.has(name) && ` · filled by ${filledBy.get(name)}`}
            </span>
          </div>
        ))}
        {isOpen && found.length === 0 && (
          <p className="px-3 py-2 text-ink-soft">No column is called so. Have one made below.</p>
        )}
      </div>
    </div>
  );
}

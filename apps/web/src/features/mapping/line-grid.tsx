// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual list are no table rows; the grid has the focus and takes the keys for all of them.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a virtual list are no table rows; the grid has the focus and takes the keys for all of them.
"use client";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { LineRow, type Room, rowColumns, rowId } from "./line-row.tsx";
import type { LineView } from "./line-view.ts";
import { useWidth } from "./use-width.ts";

const heights: Readonly<Record<Room, number>> = { wide: 60, medium: 60, narrow: 76 };
const heads: Readonly<Record<Room, readonly string[]>> = {
  wide: ["Cliniko field", "Rule and sample", "Dynamics column", "Filled", "Confidence", "Decision"],
  medium: ["Cliniko field and rule", "Dynamics column", "Decision"],
  narrow: ["Field, column and rule", "Decision"],
};
const pageRows = 8;

/** The list of lines: only what is seen is drawn; the grid has the focus and names its active row. */
export function LineGrid({
  lines,
  samples,
  titles,
  active,
  chosen,
  canChoose,
  gridRef,
  onPick,
  onOpen,
  onChoose,
  onEscape,
}: {
  readonly lines: readonly LineView[];
  readonly samples: ReadonlyMap<string, readonly string[]>;
  /** Titles of objects, where lines of several are shown. */
  readonly titles: ReadonlyMap<string, string> | null;
  /** Position of the active line. */
  readonly active: number;
  readonly chosen: ReadonlySet<string>;
  readonly canChoose: boolean;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  onPick(id: string): void;
  onOpen(id: string): void;
  onChoose(id: string, isChosen: boolean): void;
  onEscape(): void;
}) {
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const width = useWidth(element) ?? 900;
  const room: Room = width >= 820 ? "wide" : width >= 560 ? "medium" : "narrow";
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => element,
    estimateSize: () => heights[room],
    overscan: 6,
    scrollPaddingStart: 36,
    // The grid names its active row, so that row is there wherever the list was scrolled to.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(active >= 0 ? [active] : [])])].toSorted((a, b) => a - b),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their room changes.
  useEffect(() => rows.measure(), [rows, room]);
  useEffect(() => {
    if (active >= 0) rows.scrollToIndex(active, { align: "auto" });
  }, [rows, active]);
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const to = (index: number) => {
      const line = lines[Math.max(0, Math.min(lines.length - 1, index))];
      if (line) onPick(line.id);
    };
    const line = lines[active];
    const moves = new Map<string, () => void>([
      ["ArrowDown", () => to(active + 1)],
      ["ArrowUp", () => to(active - 1)],
      ["PageDown", () => to(active + pageRows)],
      ["PageUp", () => to(active - pageRows)],
      ["Home", () => to(0)],
      ["End", () => to(lines.length - 1)],
      ["Enter", () => line && onOpen(line.id)],
      ["Escape", onEscape],
      [" ", () => line && canChoose && !line.isLocked && onChoose(line.id, !chosen.has(line.id))],
    ]);
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves.get(event.key);
    if (!move) return;
    event.preventDefault();
    move();
  };
  const activeId = lines[active]?.id;
  return (
    <div
      ref={(node) => {
        gridRef.current = node;
        setElement(node);
      }}
      role="grid"
      aria-label="Lines of the map"
      aria-rowcount={lines.length + 1}
      aria-colcount={heads[room].length + 1}
      aria-multiselectable="false"
      aria-activedescendant={activeId === undefined ? undefined : rowId(activeId)}
      tabIndex={0}
      onKeyDown={press}
      className="h-[max(24rem,calc(100dvh-19rem))] relative overflow-y-auto overflow-x-hidden rounded-lg border border-line bg-surface focus-visible:outline-offset-[-2px]"
    >
      <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
        <div
          role="row"
          aria-rowindex={1}
          className={clsx(
            "grid items-center gap-x-3 border-b border-line px-2 py-2 text-xs text-ink-soft",
            rowColumns[room],
          )}
        >
          {["Choose", ...heads[room]].map((head) => (
            <div
              key={head}
              role="columnheader"
              className={clsx("truncate font-medium", head === "Filled" && "text-right")}
            >
              {head === "Choose" ? <span className="sr-only">Choose</span> : head}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return (
            line && (
              <LineRow
                key={line.id}
                line={line}
                sample={samples.get(line.id)?.[0]}
                object={titles?.get(line.mapping)}
                room={room}
                position={index}
                top={start}
                height={heights[room]}
                isActive={index === active}
                isChosen={chosen.has(line.id)}
                canChoose={canChoose}
                onPick={onPick}
                onOpen={onOpen}
                onChoose={onChoose}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

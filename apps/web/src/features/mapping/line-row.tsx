// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual list are no table rows; the grid has the focus and takes the keys for all of them.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a virtual list are no table rows; the grid has the focus and takes the keys for all of them.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: rows of a virtual list are no table rows; the grid has the focus and takes the keys for all of them.
import { clsx } from "clsx";
import { ArrowRight, Lock, MessageSquare } from "lucide-react";
import { memo } from "react";
import { BandStatus, DecisionStatus, ProblemStatus } from "./band-status.tsx";
import type { LineView } from "./line-view.ts";
import { fillOf, typeName } from "./words.ts";

/** How much room a row has. */
export type Room = "wide" | "medium" | "narrow";

/** Columns of a row by its room; the head has the same. */
export const rowColumns: Readonly<Record<Room, string>> = {
  wide: "grid-cols-[2rem_minmax(0,1.1fr)_minmax(0,1.25fr)_minmax(0,1.1fr)_4rem_5.5rem_6.5rem]",
  medium: "grid-cols-[2rem_minmax(0,1.2fr)_minmax(0,1fr)_6.5rem]",
  narrow: "grid-cols-[2rem_minmax(0,1fr)_auto]",
};

interface Props {
  readonly line: LineView;
  readonly sample: string | undefined;
  /** Title of its object, where it must be told. */
  readonly object: string | undefined;
  readonly room: Room;
  readonly position: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly canChoose: boolean;
  onPick(id: string): void;
  onOpen(id: string): void;
  onChoose(id: string, isChosen: boolean): void;
}

/** One line of the map in the list. Drawn anew only when it, its place or its choice changes. */
export const LineRow = memo(function LineRow(props: Props) {
  const { line, room, position, top, height, isActive, isChosen, canChoose } = props;
  return (
    <div
      role="row"
      id={rowId(line.id)}
      aria-rowindex={position + 2}
      aria-selected={isActive}
      onClick={() => props.onPick(line.id)}
      onDoubleClick={() => props.onOpen(line.id)}
      style={{ transform: `translateY(${top}px)`, height }}
      className={clsx(
        "absolute inset-x-0 top-0 grid cursor-pointer items-center gap-x-3 border-b border-line px-2",
        rowColumns[room],
        isActive ? "bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]" : "hover:bg-sunken",
        line.decision === "ignored" && "text-ink-soft",
      )}
    >
      <div role="gridcell" className="flex justify-center" onClick={(event) => event.stopPropagation()}>
        {line.isLocked ? (
          <Lock aria-label="Fixed" className="size-4 text-ink-faint" />
        ) : (
          <label className="flex size-6 items-center justify-center">
            <input
              type="checkbox"
              tabIndex={-1}
              checked={isChosen}
              disabled={!canChoose}
              onChange={(event) => props.onChoose(line.id, event.target.checked)}
              aria-label={`Choose ${line.source.label}`}
              className="size-4 accent-accent"
            />
          </label>
        )}
      </div>
      {room === "narrow" ? (
        <NarrowCells {...props} />
      ) : room === "medium" ? (
        <MediumCells {...props} />
      ) : (
        <WideCells {...props} />
      )}
    </div>
  );
});

/** Id of a row's element, for the grid to name its active one. */
export function rowId(line: string): string {
  return `line-${line.replaceAll(/\s/g, "_")}`;
}

function WideCells({ line, sample, object }: Props) {
  return (
    <>
      <Cell>
        <Source line={line} object={object} />
      </Cell>
      <Cell>
        <p className="truncate">{line.rule}</p>
        <Sample sample={sample} />
      </Cell>
      <Cell>
        <Column line={line} />
      </Cell>
      <Cell>
        <span className="block text-right text-ink-soft tabular-nums">{fillOf(line) ?? "–"}</span>
      </Cell>
      <Cell>
        <BandStatus line={line} />
      </Cell>
      <Cell>
        <div className="grid justify-items-start gap-1">
          <DecisionStatus line={line} />
          <ProblemStatus line={line} />
        </div>
      </Cell>
    </>
  );
}

function MediumCells({ line, sample, object }: Props) {
  return (
    <>
      <Cell>
        <p className="truncate font-medium">{line.source.label}</p>
        <p className="truncate text-ink-soft">
          {[object, line.rule === line.source.label ? (sample ?? line.source.path) : line.rule]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </Cell>
      <Cell>
        <Column line={line} />
      </Cell>
      <Cell>
        <div className="grid justify-items-start gap-1">
          {line.decision === "open" && !line.isLocked ? <BandStatus line={line} /> : <DecisionStatus line={line} />}
          <ProblemStatus line={line} />
        </div>
      </Cell>
    </>
  );
}

function NarrowCells({ line, object }: Props) {
  return (
    <>
      <Cell>
        <p className="truncate font-medium">{line.source.label}</p>
        <p className="flex min-w-0 items-center gap-1 text-ink-soft">
          <ArrowRight aria-label="to" className="size-3.5 shrink-0" />
          <span className="truncate">{line.column?.label ?? "stays in Cliniko"}</span>
        </p>
        <p className="truncate text-xs text-ink-soft">
          {[object, line.rule === line.source.label ? null : line.rule].filter(Boolean).join(" · ")}
        </p>
      </Cell>
      <Cell>
        <div className="grid justify-items-end gap-1">
          {line.decision === "open" && !line.isLocked ? <BandStatus line={line} /> : <DecisionStatus line={line} />}
          <ProblemStatus line={line} />
        </div>
      </Cell>
    </>
  );
}

function Cell({ children }: { readonly children: React.ReactNode }) {
  return (
    <div role="gridcell" className="min-w-0">
      {children}
    </div>
  );
}

function Source({
  line: { source, comments },
  object,
}: {
  readonly line: LineView;
  readonly object: string | undefined;
}) {
  const where = source.section ?? (source.isCustom ? "Custom field" : source.path || "No field of its own");
  return (
    <>
      <p className="flex items-center gap-1">
        <span className="truncate font-medium">{source.label}</span>
        {comments > 0 && (
          <MessageSquare aria-label={`${comments} comments`} className="size-3.5 shrink-0 text-ink-faint" />
        )}
      </p>
      <p className="truncate text-xs text-ink-soft">{object === undefined ? where : `${object} · ${where}`}</p>
    </>
  );
}

function Column({ line: { column } }: { readonly line: LineView }) {
  if (column === null) return <p className="truncate text-ink-soft">Stays in Cliniko</p>;
  return (
    <>
      <p className="flex items-center gap-1">
        <span className="truncate font-medium">{column.label}</span>
        {column.state !== "existing" && (
          <span className="shrink-0 rounded border border-line-strong px-1 text-xs text-ink-soft">
            {column.state === "missing" ? "missing" : "new"}
          </span>
        )}
      </p>
      <p className="truncate text-xs text-ink-soft">
        {column.name} · {typeName(column.type)}
        {column.maxLength !== null && ` ${column.maxLength.toLocaleString("en-AU")}`}
      </p>
    </>
  );
}

function Sample({ sample }: { readonly sample: string | undefined }) {
  return <p className="truncate text-xs text-ink-soft">{sample === undefined ? "No sample" : `e.g. ${sample}`}</p>;
}

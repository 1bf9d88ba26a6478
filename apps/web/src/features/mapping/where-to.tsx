"use client";
import { Plus, RotateCcw } from "lucide-react";
import { type RefObject, useMemo, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { ColumnPicker } from "./column-picker.tsx";
import { CreateColumn } from "./create-column.tsx";
import type { LineDetail, ObjectParts } from "./detail-view.ts";
import type { LineView } from "./line-view.ts";
import type { MapActs } from "./use-map.ts";
import { typeName } from "./words.ts";

/** The column a line fills: the one it has, those that came near, a search, or one to be made. */
export function WhereTo({
  line,
  lines,
  detail,
  parts,
  canEdit,
  acts,
  inputRef,
}: {
  readonly line: LineView;
  readonly lines: readonly LineView[];
  readonly detail: LineDetail;
  readonly parts: ObjectParts;
  readonly canEdit: boolean;
  readonly acts: MapActs;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}) {
  const [isMaking, setMaking] = useState(false);
  const { column } = line;
  const near = useMemo(() => detail.runnersUp.map((one) => one.column), [detail.runnersUp]);
  const states = {
    existing: "is there already",
    planned: "is made by the migration",
    own: "is to be made",
    missing: "does not exist",
  } as const;
  const take = (name: string) =>
    void acts.edit(line, { kind: "column", column: name }, `${line.source.label} → ${name}.`);
  return (
    <div className="grid gap-3">
      <p>
        {column === null ? (
          "No column: the field stays in Cliniko."
        ) : (
          <>
            <span className="font-medium">{column.label}</span>
            <span className="block text-ink-soft">
              {column.name} · {typeName(column.type)}
              {column.maxLength !== null && ` ${column.maxLength.toLocaleString("en-AU")}`} · {states[column.state]}
            </span>
          </>
        )}
      </p>
      {canEdit && (
        <>
          {detail.runnersUp.length > 0 && (
            <div className="grid gap-1">
              <p className="text-ink-soft">Came near</p>
              {detail.runnersUp.map(({ column: name, label, reason }) => (
                <div key={name} className="flex items-start justify-between gap-2">
                  <p className="min-w-0">
                    <span className="font-medium">{label}</span> <span className="text-ink-soft">{name}</span>
                    <span className="block text-ink-soft">{reason}</span>
                  </p>
                  <Button aria-label={`Use ${label}`} onClick={() => take(name)}>
                    Use
                  </Button>
                </div>
              ))}
            </div>
          )}
          <ColumnPicker
            parts={parts}
            near={near}
            current={column?.name ?? null}
            lines={lines}
            inputRef={inputRef}
            onPick={take}
          />
          {isMaking ? (
            <CreateColumn
              suggestion={detail.suggestion}
              parts={parts}
              onClose={() => setMaking(false)}
              onSave={(wanted) =>
                acts.edit(
                  line,
                  { kind: "create", column: wanted },
                  `${line.source.label} → ${wanted.displayName}, to be made.`,
                )
              }
            />
          ) : (
            <div className="flex flex-wrap gap-2">
              <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setMaking(true)}>
                Have a column made
              </Button>
              {line.isChanged && (
                <Button
                  look="quiet"
                  icon={<RotateCcw aria-hidden className="size-4" />}
                  onClick={() => void acts.edit(line, { kind: "reset" }, `${line.source.label}: as proposed.`)}
                >
                  Back to the proposal
                </Button>
              )}
            </div>
          )}
        </>
      )}
    </div>
  );
}

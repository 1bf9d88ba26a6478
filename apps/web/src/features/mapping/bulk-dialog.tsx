"use client";
import { type KeyboardEvent, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemStatus } from "./band-status.tsx";
import type { LineView } from "./line-view.ts";

/** Every line a bulk would confirm, each of which can still be taken out. */
export function BulkDialog({
  lines,
  titles,
  onClose,
  onConfirm,
}: {
  /** Null: closed. */
  readonly lines: readonly LineView[] | null;
  /** Titles of objects. */
  readonly titles: ReadonlyMap<string, string>;
  onClose(): void;
  onConfirm(lines: readonly LineView[]): void;
}) {
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  /** The one box Tab stops at: hundreds of stops would keep people from the buttons. */
  const [active, setActive] = useState(0);
  const go = (event: KeyboardEvent<HTMLUListElement>) => {
    const boxes = event.currentTarget.querySelectorAll("input");
    const places = new Map([
      ["ArrowDown", active + 1],
      ["ArrowUp", active - 1],
      ["Home", 0],
      ["End", boxes.length - 1],
    ]);
    const next = boxes[places.get(event.key) ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const kept = (lines ?? []).filter(({ id }) => !without.has(id));
  const close = () => {
    setWithout(new Set());
    onClose();
  };
  return (
    <Dialog
      isOpen={lines !== null}
      onClose={close}
      isWide
      title={`Confirm ${kept.length} lines with high confidence`}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            look="primary"
            disabled={kept.length === 0}
            onClick={() => {
              onConfirm(kept);
              close();
            }}
          >
            Confirm these {kept.length}
          </Button>
        </>
      }
    >
      <p className="text-ink-soft">
        Nothing counts before you confirm it here. Go through the list and take out what you want to look at by itself.
        One undo takes all of it back. Arrows, Home and End go through the list, Space takes a line out.
      </p>
      <ul onKeyDown={go} className="divide-y divide-line rounded-md border border-line">
        {(lines ?? []).map((line, index) => (
          <li key={line.id}>
            <label className="flex min-h-9 cursor-pointer items-start gap-3 px-3 py-1.5 hover:bg-sunken">
              <input
                type="checkbox"
                tabIndex={index === active ? 0 : -1}
                onFocus={() => setActive(index)}
                checked={!without.has(line.id)}
                onChange={({ target }) => {
                  const next = new Set(without);
                  if (target.checked) next.delete(line.id);
                  else next.add(line.id);
                  setWithout(next);
                }}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 flex-1">
                <span className="text-ink-soft">{titles.get(line.mapping)}: </span>
                <span className="font-medium">{line.source.label}</span>
                <span className="text-ink-soft"> → {line.column?.label ?? "stays in Cliniko"}</span>
                {line.rule !== line.source.label && <span className="block text-ink-soft">{line.rule}</span>}
                {line.column === null && <span className="block text-ink-soft">{line.reason}</span>}
              </span>
              <ProblemStatus line={line} />
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

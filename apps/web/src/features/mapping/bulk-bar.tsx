"use client";
import { Button } from "../../ui/button.tsx";
import type { LineView } from "./line-view.ts";
import type { Decision } from "./use-map.ts";
import { isOpen } from "./words.ts";

/** What can be done to many lines: to those with high confidence, or to those chosen. */
export function BulkBar({
  lines,
  chosen,
  last,
  onDecide,
  onConfirmHigh,
  onChooseAll,
  onClear,
}: {
  /** The lines shown. */
  readonly lines: readonly LineView[];
  readonly chosen: readonly LineView[];
  readonly last: string;
  onDecide(lines: readonly LineView[], decision: Decision): void;
  onConfirmHigh(lines: readonly LineView[]): void;
  onChooseAll(): void;
  onClear(): void;
}) {
  const high = lines.filter((line) => isOpen(line) && line.band === "high");
  const decide = (decision: Decision) => () => {
    onDecide(chosen, decision);
    onClear();
  };
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-2">
      {chosen.length > 0 ? (
        <>
          <span className="font-medium">{chosen.length} chosen</span>
          <Button look="primary" onClick={decide("confirm")}>
            Confirm
          </Button>
          <Button onClick={decide("ignore")}>Leave in Cliniko</Button>
          <Button onClick={decide("reopen")}>Open again</Button>
          <Button look="quiet" onClick={onClear}>
            Clear
          </Button>
        </>
      ) : (
        <>
          <Button disabled={high.length === 0} onClick={() => onConfirmHigh(high)}>
            Confirm all High ({high.length})
          </Button>
          <Button look="quiet" disabled={lines.length === 0} onClick={onChooseAll}>
            Choose all shown
          </Button>
        </>
      )}
      <p role="status" className="min-w-0 flex-1 truncate text-ink-soft">
        {last}
      </p>
    </div>
  );
}

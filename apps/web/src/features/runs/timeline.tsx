import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { ClockTime, Time } from "../../ui/time.tsx";
import type { RunLine } from "./run-detail.ts";

/** What happened to a run, newest first. */
export function Timeline({ lines }: { readonly lines: readonly RunLine[] }) {
  return (
    <Panel title="Timeline">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard. */}
      <ol className="grid max-h-96 gap-3 overflow-y-auto" tabIndex={0} aria-label="What happened">
        {lines.toReversed().map(({ id, at, until, words, by, tone }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <Status tone={tone}>{words}</Status>
            <span className="text-ink-soft">
              <Time at={at} />
              {until && Date.parse(until) - Date.parse(at) >= 1_000 && (
                <>
                  {" to "}
                  <ClockTime at={until} hasSeconds />
                </>
              )}
              {by && ` by ${by}`}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

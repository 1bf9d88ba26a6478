import { Panel } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import type { MadePlanView } from "./endpoints.ts";

/** What differs from the plan that was approved last. */
export function PlanDiff({ diff }: { readonly diff: NonNullable<MadePlanView["diff"]> }) {
  const parts = [
    { title: "Added", sign: "+", colour: "text-good", keys: diff.added },
    { title: "Gone", sign: "−", colour: "text-bad", keys: diff.removed },
    { title: "Different", sign: "~", colour: "text-warn", keys: diff.changed },
  ].filter(({ keys }) => keys.length > 0);
  return (
    <Panel
      title="What differs from the approved plan"
      hint={
        <>
          Approved on <Time at={diff.approvedAt} />
        </>
      }
    >
      <div className="grid gap-4 md:grid-cols-3">
        {parts.map(({ title, sign, colour, keys }) => (
          <div key={title}>
            <h3 className="font-medium text-ink-soft">
              {title} ({keys.length})
            </h3>
            <ul className="mt-1 max-h-60 overflow-y-auto font-mono text-xs/5">
              {keys.map((key) => (
                <li key={key} className="flex gap-2">
                  <span aria-hidden className={colour}>
                    {sign}
                  </span>
                  <span className="min-w-0 break-all">{key}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Panel>
  );
}

import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import type { Reconciliation } from "./endpoints.ts";

const titles: Readonly<Record<Reconciliation["tone"], string>> = {
  good: "Everything agrees",
  warn: "Complete, with points to know",
  bad: "Not complete: both sides differ",
};

/** Green, amber or red, and why. */
export function Verdict({ last }: { readonly last: Reconciliation }) {
  return (
    <Notice tone={last.tone} title={titles[last.tone]}>
      <p>
        Checked <Time at={last.at} />: {last.rows.toLocaleString("en-AU")} rows of ours read in Dynamics.
      </p>
      {last.reasons.length === 0 ? (
        <p>
          Every record stands in exactly one account, every mapped column holds what Cliniko says, and no row is
          missing, extra or there twice.
        </p>
      ) : (
        <ul className="mt-1 list-disc pl-5">
          {last.reasons.map(({ words }) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import type { ApprovalView } from "./approval-view.ts";

/** A signature that stands. */
export function Signed({ approval, hint }: { readonly approval: ApprovalView; readonly hint: string }) {
  return (
    <div className="grid gap-2">
      <blockquote className="border-l-2 border-good pl-3">{approval.statement}</blockquote>
      <p>
        <span className="font-semibold">{approval.typedName}</span>, {approval.role}, <Time at={approval.at} />
      </p>
      <p className="text-ink-soft">{hint}</p>
    </div>
  );
}

/** Says that the last signature does not stand any more, and why. */
export function LastVoid({ latest, title }: { readonly latest: ApprovalView | undefined; readonly title: string }) {
  if (!latest?.voided) return null;
  return (
    <Notice tone="warn" title={title}>
      {latest.typedName}’s signature of <Time at={latest.at} /> does not stand since <Time at={latest.voided.at} />.{" "}
      {latest.voided.why}
    </Notice>
  );
}

/** Signatures that were voided. */
export function EarlierApprovals({ approvals }: { readonly approvals: readonly ApprovalView[] }) {
  const old = approvals.filter((one) => one.voided !== null);
  if (old.length === 0) return null;
  return (
    <details>
      <summary className="font-medium text-ink-soft">
        {old.length === 1 ? "One earlier approval" : `${old.length} earlier approvals`}
      </summary>
      <ul className="mt-2 grid gap-3">
        {old.map((one) => (
          <li key={one.at} className="border-l-2 border-line pl-3">
            <p>
              {one.typedName}, {one.role}, <Time at={one.at} />{" "}
              <span className="font-mono text-xs">{one.digest.slice(0, 12)}</span>
            </p>
            {one.voided && (
              <p className="text-ink-soft">
                Void since <Time at={one.voided.at} />. {one.voided.why}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

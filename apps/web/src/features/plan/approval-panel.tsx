"use client";
import { permissions } from "@flit/core/permissions";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { SendStep } from "../members/send-step.tsx";
import { Digest } from "./digest.tsx";
import type { MadePlanView, PlanApproval } from "./endpoints.ts";
import { SignForm } from "./sign-form.tsx";

/** Who has signed the plan, what voided earlier signatures, and the place to sign. */
export function ApprovalPanel({
  place,
  plan,
  approvals,
}: {
  readonly place: Place;
  readonly plan: MadePlanView;
  readonly approvals: readonly PlanApproval[];
}) {
  const current = approvals.find(({ voided, digest }) => voided === null && digest === plan.digest);
  const [latest] = approvals;
  const old = approvals.filter((one) => one.voided !== null);
  const state = plan.isApproved
    ? ({ tone: "good", word: "Approved" } as const)
    : plan.isStale
      ? ({ tone: "warn", word: "Out of date" } as const)
      : plan.counts.blocked > 0
        ? ({ tone: "bad", word: "Blocked" } as const)
        : ({ tone: "info", word: "Waiting for approval" } as const);
  return (
    <Panel title="Approval" actions={<Status tone={state.tone}>{state.word}</Status>}>
      <div className="grid gap-4">
        {!plan.isApproved && latest?.voided && (
          <Notice tone="warn" title="The last approval is void">
            {latest.typedName}’s signature of <Time at={latest.at} /> does not stand since{" "}
            <Time at={latest.voided.at} />. {latest.voided.why}
          </Notice>
        )}
        <Turn place={place} plan={plan} signed={current} />
        <Digest digest={plan.digest} />
        {old.length > 0 && (
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
        )}
      </div>
    </Panel>
  );
}

/** What the reader can do about the approval now. */
function Turn({
  place,
  plan,
  signed,
}: {
  readonly place: Place;
  readonly plan: MadePlanView;
  readonly signed: PlanApproval | undefined;
}) {
  const { may, role, whoCan } = useRole(place);
  const { blocked } = plan.counts;
  if (plan.isApproved)
    return signed ? <Signed approval={signed} /> : <p>Approved outside the browser, from the command line.</p>;
  if (plan.isStale) return <p>Nothing to sign: the plan does not belong to the map as it stands.</p>;
  if (blocked > 0)
    return (
      <p>
        {blocked === 1 ? "One part cannot" : `${blocked} parts cannot`} be made as the environment is: see what is
        blocked below. Mend it in Dynamics or change the map, then make the plan again.
      </p>
    );
  if (role === null) return null;
  if (may("plan.approve")) return <SignForm key={plan.digest} place={place} plan={plan} />;
  return (
    <>
      <blockquote className="border-l-2 border-line-strong pl-3">{plan.statement}</blockquote>
      <p className="text-ink-soft">Waits for the {whoCan("plan.approve")}, who signs this sentence here.</p>
      <div>
        <SendStep place={place} page="plan" roles={permissions["plan.approve"]} />
      </div>
    </>
  );
}

function Signed({ approval }: { readonly approval: PlanApproval }) {
  return (
    <div className="grid gap-2">
      <blockquote className="border-l-2 border-good pl-3">{approval.statement}</blockquote>
      <p>
        <span className="font-semibold">{approval.typedName}</span>, {approval.role}, <Time at={approval.at} />
      </p>
      <p className="text-ink-soft">Any later change of the map or the plan voids this signature, and says so here.</p>
    </div>
  );
}

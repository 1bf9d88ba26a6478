"use client";
import { permissions } from "@flit/core/permissions";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import type { ApprovalView } from "../approvals/approval-view.ts";
import { Digest } from "../approvals/digest.tsx";
import { EarlierApprovals, LastVoid, Signed } from "../approvals/signed.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { SendStep } from "../members/send-step.tsx";
import type { MadePlanView } from "./endpoints.ts";
import { SignPlan } from "./sign-plan.tsx";

/** Who has signed the plan, what voided earlier signatures, and the place to sign. */
export function ApprovalPanel({
  place,
  plan,
  approvals,
}: {
  readonly place: Place;
  readonly plan: MadePlanView;
  readonly approvals: readonly ApprovalView[];
}) {
  const current = approvals.find(({ voided, digest }) => voided === null && digest === plan.digest);
  const [latest] = approvals;
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
        {!plan.isApproved && <LastVoid latest={latest} title="The last approval is void" />}
        <Turn place={place} plan={plan} signed={current} />
        <Digest
          digest={plan.digest}
          hint="SHA-256 over every part below. Two plans with the same digest make exactly the same."
        />
        <EarlierApprovals approvals={approvals} />
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
  readonly signed: ApprovalView | undefined;
}) {
  const { may, role, whoCan } = useRole(place);
  const { blocked } = plan.counts;
  if (plan.isApproved)
    return signed ? (
      <Signed
        approval={signed}
        hint="Any later change of the map or the plan voids this signature, and says so here."
      />
    ) : (
      <p>Approved outside the browser, from the command line.</p>
    );
  if (plan.isStale) return <p>Nothing to sign: the plan does not belong to the map as it stands.</p>;
  if (blocked > 0)
    return (
      <p>
        {blocked === 1 ? "One part cannot" : `${blocked} parts cannot`} be made as the environment is: see what is
        blocked below. Mend it in Dynamics or change the map, then make the plan again.
      </p>
    );
  if (role === null) return null;
  if (may("plan.approve")) return <SignPlan key={plan.digest} place={place} plan={plan} />;
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

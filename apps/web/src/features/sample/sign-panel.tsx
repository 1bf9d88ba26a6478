"use client";
import { permissions } from "@flit/core/permissions";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useAct } from "../../api/use-endpoint.ts";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { Digest } from "../approvals/digest.tsx";
import { SignForm } from "../approvals/sign-form.tsx";
import { EarlierApprovals, LastVoid, Signed } from "../approvals/signed.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { type Place, useRole } from "../clinics/place.ts";
import { SendStep } from "../members/send-step.tsx";
import { readSample, signSample } from "./endpoints.ts";
import type { SampleView } from "./sample-view.ts";

/** Who has signed the sample, what is still missing, and the place to sign. */
export function SignPanel({ place, data }: { readonly place: Place; readonly data: SampleView }) {
  const { may, role, whoCan } = useRole(place);
  const { sign } = data;
  const current = sign.approvals.find(({ voided }) => voided === null);
  const isWaiting = sign.problems.length > 0;
  const state = current
    ? ({ tone: "good", word: "Signed" } as const)
    : isWaiting
      ? ({ tone: "neutral", word: "Not ready" } as const)
      : ({ tone: "info", word: "Waiting for a signature" } as const);
  return (
    <Panel title="Sign-off" actions={<Status tone={state.tone}>{state.word}</Status>}>
      <div className="grid gap-4">
        {!current && <LastVoid latest={sign.approvals[0]} title="The last sign-off is void" />}
        {current ? (
          <Signed
            approval={current}
            hint="Any later change of the map, and loading the sample again, voids this signature, and says so here."
          />
        ) : isWaiting ? (
          <div className="grid gap-2">
            <p>Before it can be signed:</p>
            <ul className="grid gap-1">
              {sign.problems.map(({ code, words }) => (
                <li key={code} className="flex items-start gap-2">
                  <CircleDashed aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
                  {words}
                </li>
              ))}
            </ul>
          </div>
        ) : role !== null && may("sample.sign") ? (
          <SignNow key={sign.digest} place={place} sign={sign} />
        ) : (
          <>
            <p className="flex items-start gap-2">
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
              Everything is there to be signed.
            </p>
            <blockquote className="border-l-2 border-line-strong pl-3">{sign.statement}</blockquote>
            <p className="text-ink-soft">Waits for the {whoCan("sample.sign")}, who signs this sentence here.</p>
            <div>
              <SendStep place={place} page="sample" roles={permissions["sample.sign"]} />
            </div>
          </>
        )}
        {!isWaiting && (
          <Digest
            digest={sign.digest}
            hint="SHA-256 over the map, the schema plan and what every record of the sample came to."
          />
        )}
        <EarlierApprovals approvals={sign.approvals} />
      </div>
    </Panel>
  );
}

function SignNow({ place, sign }: { readonly place: Place; readonly sign: SampleView["sign"] }) {
  const act = useAct(signSample, { refresh: [readSample, readMigration] });
  const toast = useToast();
  return (
    <SignForm
      statement={sign.statement}
      agreement="I have looked at the comparison and agree to this sentence."
      action="Sign off the sample"
      failed="The sample was not signed"
      isBusy={act.isPending}
      onSign={async (typedName) => {
        await act.mutateAsync({ params: place, body: { digest: sign.digest, typedName, isAgreed: true } });
        toast.done("Signed. Everything can be moved now.");
      }}
    />
  );
}

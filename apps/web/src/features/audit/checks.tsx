"use client";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { AcceptWarning } from "./accept-warning.tsx";
import { type AuditCheck, readAudit, withdrawAcceptance } from "./endpoints.ts";

/** The pre-flight checks: what blocks, what waits for a decision, what somebody has accepted, what has passed. */
export function Checks({ place, checks }: { readonly place: Place; readonly checks: readonly AuditCheck[] }) {
  const [deciding, setDeciding] = useState<AuditCheck | null>(null);
  const { may, whoCan } = useRole(place);
  const blocking = checks.filter(({ verdict }) => verdict === "blocking");
  const open = checks.filter(({ verdict, acceptance }) => verdict === "warning" && acceptance === null);
  const accepted = checks.filter(({ acceptance }) => acceptance !== null);
  const passed = checks.filter(({ verdict }) => verdict === "pass");
  const words =
    blocking.length + open.length === 0
      ? "Nothing stands in the way."
      : `${blocking.length} block, ${open.length} wait for a decision.`;
  return (
    <Panel title="Pre-flight checks" hint={words}>
      <div className="grid grid-cols-1 gap-6">
        {blocking.length > 0 && (
          <Group title="Has to be mended first">
            {blocking.map((check) => (
              <Row key={check.key} check={check} tone="bad" word="Blocks" />
            ))}
          </Group>
        )}
        {open.length > 0 && (
          <Group title="Waits for a decision">
            {open.map((check) => (
              <Row
                key={check.key}
                check={check}
                tone="warn"
                word="Warning"
                action={
                  may("warning.accept") ? (
                    <Button onClick={() => setDeciding(check)} aria-label={`Accept: ${check.title}`}>
                      Accept …
                    </Button>
                  ) : (
                    <span className="text-ink-soft">{whoCan("warning.accept")} can accept it.</span>
                  )
                }
              />
            ))}
          </Group>
        )}
        {accepted.length > 0 && (
          <Group title="Accepted">
            {accepted.map((check) => (
              <Row
                key={check.key}
                check={check}
                tone="neutral"
                word="Accepted"
                action={may("warning.accept") && <Withdraw place={place} check={check} />}
              />
            ))}
          </Group>
        )}
        {passed.length > 0 && (
          <details>
            <summary className="font-medium text-ink-soft">{passed.length} checks have passed</summary>
            <ul className="mt-2 grid grid-cols-1 divide-y divide-line">
              {passed.map((check) => (
                <Row key={check.key} check={check} tone="good" word="Passed" />
              ))}
            </ul>
          </details>
        )}
      </div>
      <AcceptWarning place={place} check={deciding} onClose={() => setDeciding(null)} />
    </Panel>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h3 className="font-medium text-ink-soft">{title}</h3>
      <ul className="grid grid-cols-1 divide-y divide-line">{children}</ul>
    </div>
  );
}

function Row({
  check: { title, why, whatToDo, verdict, acceptance },
  tone,
  word,
  action,
}: {
  readonly check: AuditCheck;
  readonly tone: "good" | "warn" | "bad" | "neutral";
  readonly word: string;
  readonly action?: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <span className="w-24 shrink-0">
        <Status tone={tone}>{word}</Status>
      </span>
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">{title}</p>
        <p className="wrap-anywhere text-ink-soft">{why}</p>
        {verdict !== "pass" && acceptance === null && <p className="wrap-anywhere">What to do: {whatToDo}</p>}
        {acceptance && (
          <p className="wrap-anywhere">
            “{acceptance.reason}” — {acceptance.by}, <Time at={acceptance.at} />
          </p>
        )}
      </div>
      {action}
    </li>
  );
}

function Withdraw({ place, check }: { readonly place: Place; readonly check: AuditCheck }) {
  const withdraw = useAct(withdrawAcceptance, { refresh: [readAudit] });
  const toast = useToast();
  return (
    <Button
      look="quiet"
      isBusy={withdraw.isPending}
      aria-label={`Take back the acceptance: ${check.title}`}
      onClick={() =>
        withdraw.mutate(
          { params: { ...place, key: check.key } },
          { onError: (error) => toast.failed("That did not work", error) },
        )
      }
    >
      Take back
    </Button>
  );
}

"use client";
import { KeyRound, RotateCw } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import { Disconnect } from "./disconnect.tsx";
import { removeDynamics, type ShownDynamics } from "./endpoints.ts";

/** What is connected, without its secret, and what can be done with it. */
export function DynamicsConnection({
  place,
  of: { url, tenantId, clientId, proof },
  mayConnect,
  isRunning,
  isTesting,
  onTest,
  onEdit,
  onDisconnected,
}: {
  readonly place: { readonly clinic: string; readonly migration: string };
  readonly of: ShownDynamics;
  readonly mayConnect: boolean;
  readonly isRunning: boolean;
  readonly isTesting: boolean;
  readonly onTest: () => void;
  readonly onEdit: () => void;
  readonly onDisconnected: () => void;
}) {
  return (
    <Panel
      title="Connection"
      actions={
        mayConnect && (
          <>
            <Button icon={<RotateCw aria-hidden className="size-4" />} isBusy={isTesting} onClick={onTest}>
              Test again
            </Button>
            <Button icon={<KeyRound aria-hidden className="size-4" />} onClick={onEdit}>
              Change secret or details
            </Button>
            <Disconnect
              endpoint={removeDynamics}
              place={place}
              platform="Dynamics 365"
              account="organisation"
              isRunning={isRunning}
              onDone={onDisconnected}
            />
          </>
        )
      }
    >
      <Facts
        of={[
          ["Environment", url],
          ["Directory (tenant) ID", tenantId],
          ["Application (client) ID", clientId],
          ["Proof", <Proof key="proof" of={proof} />],
        ]}
      />
    </Panel>
  );
}

function Proof({ of }: { readonly of: ShownDynamics["proof"] }) {
  switch (of.kind) {
    case "secret":
      return "Client secret, saved";
    case "certificate":
      return (
        <>
          Certificate {of.thumbprint.slice(0, 16)}…
          {of.expiresAt && (
            <>
              , valid until <Time at={of.expiresAt} />
            </>
          )}
        </>
      );
    case "consent":
      return (
        <>
          Signed in as {of.account} since <Time at={of.since} />
        </>
      );
  }
}

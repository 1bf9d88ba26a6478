"use client";
import { roleNames } from "@flit/core/permissions";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { Front } from "../shell/front.tsx";
import { readInvitation } from "./endpoints.ts";
import { JoinAsMe, type SignedInAs } from "./join-as-me.tsx";
import { JoinAsNew } from "./join-as-new.tsx";

const watchFragment = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};

/** What an invitation's link opens. The token stands in the fragment: it reaches no server's log and no referrer. */
export function InvitationPage({ me }: { readonly me: SignedInAs | null }) {
  const token = useSyncExternalStore(
    watchFragment,
    () => window.location.hash.slice(1),
    () => null,
  );
  const { mutate, data, error } = useAct(readInvitation);
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    if (token !== null && token !== "") mutate({ params: {}, body: { token } }, { onSettled: () => setRead(true) });
  }, [token, mutate]);
  if (token === "")
    return (
      <Front title="Invitation">
        <Notice tone="warn" title="This link is not complete">
          Copy the whole link from the e-mail, to its last character, and open it again.
        </Notice>
      </Front>
    );
  if (error)
    return (
      <Front title="Invitation">
        <Notice tone="bad" title={error.status === 410 ? "This invitation is closed" : "This could not be shown"}>
          {error.body.message}
        </Notice>
        <ButtonLink href="/">Go to FlitStack</ButtonLink>
      </Front>
    );
  if (!isRead || data === undefined || token === null)
    return (
      <Front title="Invitation">
        <Skeleton lines={4} />
      </Front>
    );
  return (
    <Front title={`Join ${data.clinicName}`}>
      <div className="grid gap-1">
        <p>
          You are invited as <strong>{roleNames[data.role]}</strong>, under {data.email}.
        </p>
        {data.step !== null && (
          <p>
            You are asked to do one step: <strong>{data.step}</strong>.
          </p>
        )}
        <p className="text-ink-soft">
          The link works once, until <Time at={data.expiresAt} />.
        </p>
      </div>
      {data.hasAccount ? (
        <JoinAsMe token={token} invitation={data} me={me} />
      ) : (
        <JoinAsNew token={token} invitation={data} />
      )}
    </Front>
  );
}

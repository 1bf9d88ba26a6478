"use client";
import { signOut } from "next-auth/react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { joinAsMe, me } from "./endpoints.ts";
import { JoinWithMicrosoft } from "./join-with-microsoft.tsx";

/** Joins as somebody who has an account: they sign in first, in this browser, and come back. */
export function JoinAsMe({
  token,
  invitation,
}: {
  readonly token: string;
  readonly invitation: { readonly email: string; readonly next: string; readonly canUseMicrosoft: boolean };
}) {
  const account = useEndpoint(me, {});
  const join = useAct(joinAsMe);
  if (account.isPending) return <Skeleton lines={2} />;
  if (account.data === undefined)
    return (
      <>
        <p>You have an account here. Sign in, then accept.</p>
        {/* The sign-in form hands the fragment on: the token stays in the browser. */}
        <ButtonLink look="primary" href={`/sign-in?callbackUrl=${encodeURIComponent("/invitation")}#${token}`}>
          Sign in as {invitation.email}
        </ButtonLink>
        {invitation.canUseMicrosoft && <JoinWithMicrosoft token={token} next={invitation.next} />}
      </>
    );
  if (account.data.email !== invitation.email)
    return (
      <>
        <Notice tone="warn" title={`You are signed in as ${account.data.email}`}>
          This invitation was sent to {invitation.email}. Sign out, then sign in with that account.
        </Notice>
        <Button onClick={() => void signOut({ redirect: false }).then(() => window.location.reload())}>Sign out</Button>
      </>
    );
  const accept = () =>
    join.mutate({ params: {}, body: { token } }, { onSuccess: ({ next }) => window.location.assign(next) });
  return (
    <>
      {join.error && (
        <Notice tone="bad" title="Not joined">
          {join.error.body.message}
        </Notice>
      )}
      <Button look="primary" isWide isBusy={join.isPending || join.isSuccess} onClick={accept}>
        Join as {account.data.name}
      </Button>
    </>
  );
}

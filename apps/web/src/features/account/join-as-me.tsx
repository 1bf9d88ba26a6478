"use client";
import { signOut } from "next-auth/react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Notice } from "../../ui/status.tsx";
import { joinAsMe } from "./endpoints.ts";
import { JoinWithMicrosoft } from "./join-with-microsoft.tsx";

/** Who is signed in with this browser. */
export interface SignedInAs {
  readonly name: string;
  readonly email: string;
}

/** Joins as somebody who has an account: they sign in first, in this browser, and come back. */
export function JoinAsMe({
  token,
  invitation,
  me,
}: {
  readonly token: string;
  readonly invitation: { readonly email: string; readonly next: string; readonly canUseMicrosoft: boolean };
  readonly me: SignedInAs | null;
}) {
  const join = useAct(joinAsMe);
  if (me === null)
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
  if (me.email !== invitation.email)
    return (
      <>
        <Notice tone="warn" title={`You are signed in as ${me.email}`}>
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
        Join as {me.name}
      </Button>
    </>
  );
}

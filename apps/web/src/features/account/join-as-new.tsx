"use client";
import { signIn } from "next-auth/react";
import { type SubmitEvent, useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/status.tsx";
import { joinAsNew } from "./endpoints.ts";
import { JoinWithMicrosoft } from "./join-with-microsoft.tsx";
import { passwordHint } from "./password-hint.ts";

/** Makes an account for an invited person, joins with it and signs in. */
export function JoinAsNew({
  token,
  invitation,
}: {
  readonly token: string;
  readonly invitation: { readonly email: string; readonly next: string; readonly canUseMicrosoft: boolean };
}) {
  const join = useAct(joinAsNew);
  const [isGoing, setGoing] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, password] = [String(form.get("name")), String(form.get("password"))];
    try {
      const { email, next } = await join.mutateAsync({ params: {}, body: { token, name, password } });
      setGoing(true);
      const signedIn = await signIn("credentials", { redirect: false, email, password, code: "" });
      // A full load: the link in the address is worth nothing any more.
      window.location.assign(signedIn?.ok ? next : `/sign-in?callbackUrl=${encodeURIComponent(next)}`);
    } catch {
      setGoing(false);
    }
  };
  const problems = join.error?.body.problems;
  return (
    <>
      {join.error && problems === undefined && (
        <Notice tone="bad" title="Not joined">
          {join.error.body.message}
        </Notice>
      )}
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          required
          maxLength={120}
          hint="It stands beside everything you confirm."
          problem={problems?.name}
        />
        {/* For password managers: they keep the password under it. */}
        <TextField label="E-mail" name="email" type="email" autoComplete="username" value={invitation.email} readOnly />
        <TextField
          label="Choose a password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint={passwordHint}
          problem={problems?.password}
        />
        <Button type="submit" look="primary" isWide isBusy={join.isPending || isGoing}>
          Make an account and join
        </Button>
      </form>
      {invitation.canUseMicrosoft && <JoinWithMicrosoft token={token} next={invitation.next} />}
    </>
  );
}

"use client";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/status.tsx";
import { Front } from "../shell/front.tsx";

/** Sign-in by e-mail, password and, where one is set up, a code; or with Microsoft. */
export function SignInForm({
  next,
  hasMicrosoft,
  problem: given,
}: {
  readonly next: string;
  readonly hasMicrosoft: boolean;
  readonly problem: string | undefined;
}) {
  const [problem, setProblem] = useState(given);
  const [wantsCode, setWantsCode] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    const result = await signIn("credentials", {
      redirect: false,
      email: String(form.get("email")),
      password: String(form.get("password")),
      code: String(form.get("code") ?? ""),
    }).catch(() => undefined);
    if (result?.ok) {
      // A full load: everything kept of an earlier session is gone. An invitation's token in the fragment goes along.
      window.location.assign(`${next}${window.location.hash}`);
      return;
    }
    setBusy(false);
    if (result?.error === "code-wanted") setWantsCode(true);
    else setProblem(wordsOf(result?.error));
  };
  return (
    <Front title="Sign in">
      {problem && (
        <Notice tone="bad" title="Not signed in">
          {problem}
        </Notice>
      )}
      <form onSubmit={submit} className="grid gap-4">
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required readOnly={wantsCode} />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          readOnly={wantsCode}
        />
        {wantsCode && (
          <TextField
            label="Code of your authenticator app"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            autoFocus
          />
        )}
        <Button type="submit" look="primary" isBusy={isBusy} isWide>
          Sign in
        </Button>
      </form>
      {hasMicrosoft && (
        <Button isWide onClick={() => void signIn("azure-ad", { callbackUrl: next })}>
          Sign in with Microsoft
        </Button>
      )}
    </Front>
  );
}

function wordsOf(error: string | null | undefined): string {
  if (error?.startsWith("throttled:")) return `Too many tries. Wait ${error.slice(10)} minutes, then try again.`;
  if (error === "wrong") return "E-mail, password or code is not right.";
  return "FlitStack could not be reached. Try again in a moment.";
}

"use client";
import { type SubmitEvent, useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { useToast } from "../../ui/toast.tsx";
import { changePassword, listSessions } from "./endpoints.ts";
import { passwordHint } from "./password-hint.ts";

/** Changes the password; every other browser is signed out. */
export function PasswordPanel() {
  const change = useAct(changePassword, { refresh: [listSessions] });
  const withProof = useProof();
  const toast = useToast();
  const [repeatProblem, setRepeatProblem] = useState<string | undefined>();
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const password = String(data.get("password"));
    if (password !== String(data.get("repeated"))) {
      setRepeatProblem("The two are not the same.");
      return;
    }
    setRepeatProblem(undefined);
    try {
      await withProof(() => change.mutateAsync({ params: {}, body: { password } }));
      form.reset();
      toast.done("Password changed. Other browsers are signed out.");
    } catch {
      // The form says what is wrong.
    }
  };
  return (
    <Panel title="Password">
      <form onSubmit={submit} className="grid max-w-md gap-4">
        <TextField
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint={passwordHint}
          problem={change.error?.body.problems?.password ?? change.error?.body.message}
        />
        <TextField
          label="New password again"
          name="repeated"
          type="password"
          autoComplete="new-password"
          required
          problem={repeatProblem}
        />
        <div>
          <Button type="submit" isBusy={change.isPending}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  );
}

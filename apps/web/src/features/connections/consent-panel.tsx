"use client";
import { LogIn } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { send } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { consentStarted, startConsent } from "./endpoints.ts";

/** The way without an app registration: somebody signs in with Microsoft and lets FlitStack act for them. */
export function ConsentPanel({
  place,
  savedUrl,
}: {
  readonly place: { readonly clinic: string; readonly migration: string };
  readonly savedUrl: string;
}) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const withProof = useProof();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const url = String(new FormData(event.currentTarget).get("url")).trim();
    setBusy(true);
    setProblem(undefined);
    try {
      const reply = await withProof(() => send(startConsent, { params: place, body: { url } }));
      const { address } = consentStarted.parse(await reply.json());
      window.location.assign(address);
    } catch (error) {
      setProblem(error instanceof ApiError ? (error.body.problems?.url ?? error.body.message) : "Try again.");
      setBusy(false);
    }
  };
  return (
    <Panel
      title="Or sign in with Microsoft"
      hint="Nothing has to be registered: FlitStack acts as you, with your rights."
    >
      <form onSubmit={submit} className="grid max-w-xl gap-4" noValidate>
        <p>
          Sign in as somebody who holds the role below in this environment. Every row then shows that person as its
          maker. The consent lasts about 90 days and can be taken back at Microsoft at any time.
        </p>
        <TextField
          label="Environment to sign in to"
          name="url"
          inputMode="url"
          defaultValue={savedUrl}
          placeholder="https://clinic.crm6.dynamics.com"
          problem={problem}
        />
        <div>
          <Button type="submit" isBusy={isBusy} icon={<LogIn aria-hidden className="size-4" />}>
            Sign in with Microsoft
          </Button>
        </div>
      </form>
    </Panel>
  );
}

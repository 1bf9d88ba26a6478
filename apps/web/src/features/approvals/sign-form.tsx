"use client";
import { PenLine } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { me } from "../account/endpoints.ts";

/** Signs what is on the screen: the sentence, a tick, one's name, and a fresh proof of who it is. */
export function SignForm({
  statement,
  agreement,
  action,
  failed,
  isBusy,
  onSign,
}: {
  readonly statement: string;
  /** What is ticked. */
  readonly agreement: string;
  /** What the button says. */
  readonly action: string;
  readonly failed: string;
  readonly isBusy: boolean;
  onSign(typedName: string): Promise<void>;
}) {
  const person = useEndpoint(me, {});
  const withProof = useProof();
  const [isAgreed, setAgreed] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typedName = String(new FormData(event.currentTarget).get("name"));
    setError(null);
    try {
      await withProof(() => onSign(typedName));
    } catch (caught) {
      if (caught instanceof ApiError && caught.body.code !== "prove-again") setError(caught);
    }
  };
  const isAboutName = error?.body.code === "typed-name";
  return (
    <form onSubmit={submit} className="grid gap-4">
      <blockquote className="border-l-2 border-accent pl-3">{statement}</blockquote>
      <CheckField
        label={agreement}
        name="agreed"
        required
        checked={isAgreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        hint={person.data ? `Type it as your account has it: ${person.data.name}.` : undefined}
        problem={isAboutName ? error.body.message : undefined}
      />
      {error && !isAboutName && (
        <Notice tone="bad" title={failed}>
          {error.body.message}
        </Notice>
      )}
      <div>
        <Button type="submit" look="primary" icon={<PenLine aria-hidden className="size-4" />} isBusy={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

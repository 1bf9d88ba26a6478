"use client";
import type { SubmitEvent } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { useToast } from "../../ui/toast.tsx";
import { confirmTotp, me } from "./endpoints.ts";

/** The QR code and secret for the app, and the field for the code that proves it works. */
export function TwoFactorSetUp({
  secret,
  qrCode,
  onOn,
  onCancel,
}: {
  readonly secret: string;
  readonly qrCode: string;
  readonly onOn: () => void;
  readonly onCancel: () => void;
}) {
  const confirm = useAct(confirmTotp, { refresh: [me] });
  const toast = useToast();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    confirm.mutate(
      { params: {}, body: { code } },
      {
        onSuccess: () => {
          toast.done("Two-factor sign-in is on.");
          onOn();
        },
      },
    );
  };
  return (
    <div className="flex flex-wrap items-start gap-6">
      {/* biome-ignore lint/performance/noImgElement: a picture made for this one look, which nothing may keep. */}
      <img src={qrCode} alt="QR code of the secret below" width={200} height={200} className="rounded-md bg-white" />
      <form onSubmit={submit} className="grid min-w-0 flex-1 basis-72 gap-4">
        <ol className="grid list-decimal gap-1 pl-5">
          <li>Scan the picture with your authenticator app.</li>
          <li>
            Or type the secret:{" "}
            <code className="font-mono wrap-anywhere select-all">{secret.match(/.{1,4}/g)?.join(" ")}</code>
          </li>
          <li>Enter the code the app shows.</li>
        </ol>
        <TextField
          label="Code of six digits"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          autoFocus
          problem={confirm.error?.body.message}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={confirm.isPending}>
            Switch on
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
    </div>
  );
}

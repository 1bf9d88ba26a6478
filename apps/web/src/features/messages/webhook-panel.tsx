"use client";
import { whoCan } from "@flit/core/permissions";
import { Send, Trash2 } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMessages, removeWebhook, saveWebhook, testMessage } from "./endpoints.ts";

interface Webhook {
  readonly url: string;
  readonly whenEnded: boolean;
  readonly whenNeeded: boolean;
}

/** Where the clinic's own systems are told, with the secret that signs it. */
export function WebhookPanel({
  clinic,
  webhook,
  mayManage,
}: {
  readonly clinic: string;
  readonly webhook: Webhook | null;
  readonly mayManage: boolean;
}) {
  const save = useAct(saveWebhook, { refresh: [readMessages] });
  const remove = useAct(removeWebhook, { refresh: [readMessages] });
  const test = useAct(testMessage, { refresh: [readMessages] });
  const withProof = useProof();
  const toast = useToast();
  const [error, setError] = useState<ApiError | null>(null);
  const problems = error?.body.problems ?? {};
  const urlProblem = problems.url ?? (error?.body.code === "bad-webhook" ? error.body.message : undefined);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = {
      url: String(data.get("url")),
      secret: String(data.get("secret")),
      whenEnded: data.get("whenEnded") !== null,
      whenNeeded: data.get("whenNeeded") !== null,
    };
    setError(null);
    try {
      await withProof(() => save.mutateAsync({ params: { clinic }, body }));
      form.reset();
      toast.done("Saved. Send a test message to see that it arrives.");
    } catch (caught) {
      if (caught instanceof ApiError && caught.body.code !== "prove-again") setError(caught);
    }
  };
  if (!mayManage)
    return (
      <Panel title="Webhook">
        <p>
          {webhook ? `Messages go to ${new URL(webhook.url).host}.` : "No webhook is set."}{" "}
          <span className="text-ink-soft">{whoCan("messages.manage")} can change it.</span>
        </p>
      </Panel>
    );
  return (
    <Panel
      title="Webhook"
      hint="A POST with JSON, signed: header X-FlitStack-Signature is t=<seconds>,v1=<HMAC-SHA256 of “t.body” in hex>."
      actions={
        webhook && (
          <>
            <Button
              icon={<Send aria-hidden className="size-4" />}
              isBusy={test.isPending}
              onClick={() =>
                test.mutate(
                  { params: { clinic }, body: { channel: "webhook" } },
                  {
                    onSuccess: () => toast.done("A test message is on its way"),
                    onError: (caught) => toast.failed("Not sent", caught),
                  },
                )
              }
            >
              Send a test message
            </Button>
            <Button
              look="danger"
              icon={<Trash2 aria-hidden className="size-4" />}
              isBusy={remove.isPending}
              onClick={() =>
                remove.mutate({ params: { clinic } }, { onError: (caught) => toast.failed("Not removed", caught) })
              }
            >
              Remove
            </Button>
          </>
        )
      }
    >
      <form onSubmit={submit} className="grid max-w-xl gap-4">
        <TextField
          label="Address"
          name="url"
          type="url"
          required
          maxLength={500}
          defaultValue={webhook?.url}
          placeholder="https://clinic.example/flitstack"
          hint="https on the internet; private networks are not called from here."
          problem={urlProblem}
        />
        <TextField
          label="Secret"
          name="secret"
          type="password"
          autoComplete="new-password"
          required={webhook === null}
          minLength={16}
          maxLength={200}
          hint={webhook ? "Leave it empty to keep the one that is saved; it is never shown." : "16 characters or more."}
          problem={problems.secret}
        />
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">Told</legend>
          <CheckField label="When a run ends" name="whenEnded" defaultChecked={webhook?.whenEnded ?? true} />
          <CheckField
            label="When a run needs somebody"
            name="whenNeeded"
            defaultChecked={webhook?.whenNeeded ?? true}
          />
        </fieldset>
        {error && !urlProblem && problems.secret === undefined && (
          <Notice tone="bad" title="The webhook was not saved">
            {error.body.message}
          </Notice>
        )}
        <div>
          <Button type="submit" look="primary" isBusy={save.isPending}>
            Save the webhook
          </Button>
        </div>
      </form>
    </Panel>
  );
}

"use client";
import { modelProviderNames } from "@flit/core/model-settings";
import { whoCan } from "@flit/core/permissions";
import { useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Knowledge, type ModelView, readKnowledge } from "./endpoints.ts";
import { agree, readQuestions, withdrawConsent } from "./model-endpoints.ts";
import { SentText } from "./sent-text.tsx";

interface Around {
  readonly clinic: string;
  readonly migration: string | null;
  readonly knowledge: Knowledge;
  readonly model: ModelView;
}

/** Whether somebody agreed to what is sent, and the way to do so or to take it back. */
export function ConsentPart({ clinic, migration, knowledge, model }: Around) {
  const withdraw = useAct(withdrawConsent, { refresh: [readKnowledge] });
  const [isReading, setReading] = useState(false);
  const toast = useToast();
  const { mayManage } = knowledge;
  return (
    <>
      {model.consent ? (
        <Notice
          tone="good"
          title={`${model.consent.by} agreed that questions may be sent`}
          action={
            mayManage && (
              <Button
                isBusy={withdraw.isPending}
                onClick={() =>
                  withdraw.mutate({ params: { clinic } }, { onError: (error) => toast.failed("Not taken back", error) })
                }
              >
                Take it back
              </Button>
            )
          }
        >
          <Time at={model.consent.at} />, to {modelProviderNames[model.provider]} and this model. Another provider,
          address or model needs a new word.
        </Notice>
      ) : (
        <Notice
          tone="warn"
          title="Nobody has agreed yet: nothing is sent"
          action={
            mayManage && (
              <Button look="primary" onClick={() => setReading(true)}>
                Read what is sent
              </Button>
            )
          }
        >
          {mayManage
            ? "Read the exact text first. Then you can agree to it."
            : `${whoCan("model.manage")} can read the text and agree.`}
        </Notice>
      )}
      {isReading && (
        <ConsentDialog
          clinic={clinic}
          migration={migration}
          knowledge={knowledge}
          model={model}
          onClose={() => setReading(false)}
        />
      )}
    </>
  );
}

function ConsentDialog({ clinic, migration, knowledge, model, onClose }: Around & { onClose(): void }) {
  const questions = useEndpoint(
    readQuestions,
    { clinic, migration: migration ?? "" },
    { isEnabled: migration !== null },
  );
  const give = useAct(agree, { refresh: [readKnowledge] });
  const withProof = useProof();
  const [error, setError] = useState<ApiError | null>(null);
  const [next] = questions.data?.next ?? [];
  const isLoading = migration !== null && questions.isPending;
  const shown = next ?? knowledge.example;
  const confirm = async () => {
    setError(null);
    try {
      const body = { digest: shown.digest, migration: next === undefined ? null : migration };
      await withProof(() => give.mutateAsync({ params: { clinic }, body }));
      onClose();
    } catch (caught) {
      if (caught instanceof ApiError && caught.body.code !== "prove-again") setError(caught);
    }
  };
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title="What is sent, exactly"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={isLoading} isBusy={give.isPending} onClick={() => void confirm()}>
            I have read it and agree
          </Button>
        </>
      }
    >
      {error && (
        <Notice tone="bad" title="Not agreed">
          {error.body.message}
        </Notice>
      )}
      <p>
        {next === undefined
          ? "An example, because no question waits here yet: made-up labels in the form every question has."
          : "This is the next question, to the letter. Later ones have the same form with other labels."}{" "}
        It goes to {modelProviderNames[model.provider]}
        {model.endpoint === null ? "" : ` at ${model.endpoint}`}, whose terms then hold for it.
      </p>
      {isLoading ? null : <SentText label="Text that would be sent" text={shown.text} />}
      <ul className="list-disc pl-5">
        <li>Sent: labels, headings, types and answers on offer; names of columns; sizes in coarse steps.</li>
        <li>Never sent: a patient's value. Words of your settings that a sampled value stands in are left out.</li>
        <li>
          What somebody types on the mapping page, only when they press “Ask the model” there and were shown the text.
        </li>
        <li>Counts below 11 are not told. Every text is kept here as it was sent.</li>
      </ul>
    </Dialog>
  );
}

"use client";
import { modelProviderNames } from "@flit/core/model-settings";
import { whoCan } from "@flit/core/permissions";
import { FlaskConical, Trash2 } from "lucide-react";
import { useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { ConsentPart } from "./consent-part.tsx";
import { type Knowledge, listCalls, type ModelView, readKnowledge } from "./endpoints.ts";
import { removeModel, testModel } from "./model-endpoints.ts";
import { ModelForm } from "./model-form.tsx";
import { failureHints, stateNames } from "./words.ts";

/** The clinic's own language model: optional, with its budget and the consent to what is sent. */
export function ModelPanel({
  clinic,
  migration,
  knowledge,
}: {
  readonly clinic: string;
  readonly migration: string | null;
  readonly knowledge: Knowledge;
}) {
  const { model, mayManage, usage } = knowledge;
  return (
    <div id="model">
      <Panel
        title="Language model"
        hint="Optional. It is asked about labels the matcher is not sure of, with your own key, and can only choose among columns the matcher found."
        actions={model && mayManage && <ModelActions clinic={clinic} />}
      >
        <div className="grid gap-6">
          {model && <Standing model={model} usage={usage} />}
          {model && <ConsentPart clinic={clinic} migration={migration} knowledge={knowledge} model={model} />}
          {mayManage ? (
            <ModelForm key={model?.provider ?? "none"} clinic={clinic} model={model} />
          ) : (
            <p>
              {model === null && "No language model is set. Everything works without one. "}
              <span className="text-ink-soft">{whoCan("model.manage")} can change this.</span>
            </p>
          )}
        </div>
      </Panel>
    </div>
  );
}

function Standing({ model, usage }: { readonly model: ModelView; readonly usage: Knowledge["usage"] }) {
  return (
    <Facts
      of={[
        ["Provider", modelProviderNames[model.provider]],
        ["Model", model.model],
        ["Address", model.endpoint ?? "The provider's own"],
        ["Calls this month", `${usage.calls.toLocaleString("en-AU")} of ${model.monthlyCalls.toLocaleString("en-AU")}`],
        [
          "Tokens this month",
          `${usage.tokens.toLocaleString("en-AU")} of ${model.monthlyTokens.toLocaleString("en-AU")}`,
        ],
      ]}
    />
  );
}

function ModelActions({ clinic }: { readonly clinic: string }) {
  const test = useAct(testModel, { refresh: [readKnowledge, listCalls] });
  const remove = useAct(removeModel, { refresh: [readKnowledge] });
  const [isAsking, setAsking] = useState(false);
  const toast = useToast();
  const close = () => {
    test.reset();
    setAsking(false);
  };
  return (
    <>
      <Button
        icon={<FlaskConical aria-hidden className="size-4" />}
        isBusy={test.isPending}
        onClick={() => test.mutate({ params: { clinic } }, { onError: (error) => toast.failed("Not tried", error) })}
      >
        Try it
      </Button>
      <Button look="danger" icon={<Trash2 aria-hidden className="size-4" />} onClick={() => setAsking(true)}>
        Remove
      </Button>
      {test.data && <TrialDialog {...test.data} onClose={close} />}
      <Dialog
        isOpen={isAsking}
        onClose={close}
        title="Remove the language model?"
        actions={
          <>
            <Button onClick={close}>Keep</Button>
            <Button
              look="danger"
              isBusy={remove.isPending}
              onClick={() =>
                remove.mutate(
                  { params: { clinic } },
                  { onSuccess: close, onError: (error) => toast.failed("Not removed", error) },
                )
              }
            >
              Remove
            </Button>
          </>
        }
      >
        <p>
          Its key is deleted and nothing is sent any more. What was sent stays on record here; proposals stay as they
          are.
        </p>
      </Dialog>
    </>
  );
}

function TrialDialog({
  outcome,
  milliseconds,
  tokens,
  onClose,
}: {
  readonly outcome: "works" | "wrong-answer" | "over-budget" | keyof typeof failureHints;
  readonly milliseconds: number;
  readonly tokens: number;
  onClose(): void;
}) {
  const seconds = (milliseconds / 1_000).toLocaleString("en-AU", { maximumFractionDigits: 1 });
  const words =
    outcome === "works"
      ? { title: "It works", text: `Answered in ${seconds} s, ${tokens.toLocaleString("en-AU")} tokens.` }
      : outcome === "wrong-answer"
        ? { title: "The answer is not usable", text: "It answered, but not in the form asked for." }
        : outcome === "over-budget"
          ? { title: "The month's budget is used up", text: "Allow more calls or tokens, or wait for next month." }
          : { title: stateNames[outcome], text: failureHints[outcome] };
  return (
    <Dialog isOpen onClose={onClose} title="Trial" actions={<Button onClick={onClose}>Close</Button>}>
      <Notice tone={outcome === "works" ? "good" : "warn"} title={words.title}>
        {words.text}
      </Notice>
      <p className="text-ink-soft">The trial asks what “DOB” means. No word of your clinic is in it.</p>
    </Dialog>
  );
}

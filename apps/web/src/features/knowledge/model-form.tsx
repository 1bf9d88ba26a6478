"use client";
import { type ModelProvider, modelProviderNames, modelProviders } from "@flit/core/model-settings";
import { type SubmitEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type ModelView, readKnowledge } from "./endpoints.ts";
import { saveModel } from "./model-endpoints.ts";

const modelHints: Readonly<Record<ModelProvider, string>> = {
  openai: "Its name as OpenAI lists it.",
  "azure-openai": "The name you gave the deployment.",
  anthropic: "Its name as Anthropic lists it.",
};
const isProvider = (value: string): value is ModelProvider => modelProviders.some((one) => one === value);

/** Where the model is and what it may cost. */
export function ModelForm({ clinic, model }: { readonly clinic: string; readonly model: ModelView | null }) {
  const save = useAct(saveModel, { refresh: [readKnowledge] });
  const [provider, setProvider] = useState<ModelProvider>(model?.provider ?? "azure-openai");
  const [error, setError] = useState<ApiError | null>(null);
  const withProof = useProof();
  const toast = useToast();
  const problems = error?.body.problems ?? {};
  const endpointProblem = problems.endpoint ?? (error?.body.code === "bad-endpoint" ? error.body.message : undefined);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "");
    const body = {
      provider,
      model: text("model"),
      endpoint: text("endpoint"),
      apiKey: text("apiKey"),
      monthlyCalls: Number(text("monthlyCalls")),
      monthlyTokens: Number(text("monthlyTokens")),
      timeoutSeconds: Number(text("timeoutSeconds")),
    };
    setError(null);
    try {
      await withProof(() => save.mutateAsync({ params: { clinic }, body }));
      const key = form.elements.namedItem("apiKey");
      if (key instanceof HTMLInputElement) key.value = "";
      toast.done("Saved. Try it, then read what would be sent and agree.");
    } catch (caught) {
      if (caught instanceof ApiError && caught.body.code !== "prove-again") setError(caught);
    }
  };
  return (
    <form onSubmit={submit} className="grid max-w-xl gap-4">
      <h3 className="font-semibold">{model === null ? "Set one up" : "Settings"}</h3>
      <SelectField
        label="Provider"
        name="provider"
        value={provider}
        onChange={(event: { currentTarget: { value: string } }) => {
          const { value } = event.currentTarget;
          if (isProvider(value)) setProvider(value);
        }}
      >
        {modelProviders.map((one) => (
          <option key={one} value={one}>
            {modelProviderNames[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={provider === "azure-openai" ? "Deployment" : "Model"}
        name="model"
        required
        maxLength={100}
        defaultValue={model?.model}
        hint={modelHints[provider]}
        problem={problems.model}
      />
      <TextField
        label="Address"
        name="endpoint"
        type="url"
        required={provider === "azure-openai"}
        maxLength={300}
        defaultValue={model?.endpoint ?? ""}
        placeholder={provider === "azure-openai" ? "https://your-resource.openai.azure.com" : undefined}
        hint={
          provider === "azure-openai"
            ? "Of your Azure resource; its region decides where the text is read."
            : "Leave it empty for the provider's own."
        }
        problem={endpointProblem}
      />
      <TextField
        label="Key"
        name="apiKey"
        type="password"
        autoComplete="off"
        required={model === null}
        maxLength={500}
        hint={model === null ? "Kept sealed and never shown again." : "Leave it empty to keep the one that is saved."}
        problem={problems.apiKey}
      />
      <fieldset className="grid gap-4 sm:grid-cols-3">
        <legend className="mb-1 font-medium">Budget</legend>
        <TextField
          label="Calls a month"
          name="monthlyCalls"
          type="number"
          min={1}
          required
          defaultValue={model?.monthlyCalls ?? 200}
          problem={problems.monthlyCalls}
        />
        <TextField
          label="Tokens a month"
          name="monthlyTokens"
          type="number"
          min={10_000}
          required
          defaultValue={model?.monthlyTokens ?? 1_000_000}
          problem={problems.monthlyTokens}
        />
        <TextField
          label="Seconds a call"
          name="timeoutSeconds"
          type="number"
          min={5}
          max={120}
          required
          defaultValue={model?.timeoutSeconds ?? 30}
          problem={problems.timeoutSeconds}
        />
      </fieldset>
      {error && endpointProblem === undefined && Object.keys(problems).length === 0 && (
        <Notice tone="bad" title="Not saved">
          {error.body.message}
        </Notice>
      )}
      <div>
        <Button type="submit" look="primary" isBusy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import type { ErrorBody } from "../../api/api-error.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { clinikoForm, type ClinikoForm as Form, type ShownCliniko } from "./endpoints.ts";
import { shardOf } from "./shard-of.ts";
import type { TestEnd } from "./use-test.ts";

const fields = ["apiKey", "vendorName", "vendorEmail", "baseUrl", "requestsPerMinute"] as const;

/** Asks for the key and how to say who we are; what is saved already is kept unless it is typed again. */
export function ClinikoForm({
  saved,
  ownEmail,
  allowsLocal,
  isTesting,
  onSubmit,
  onCancel,
}: {
  readonly saved: ShownCliniko | null;
  readonly ownEmail: string;
  readonly allowsLocal: boolean;
  readonly isTesting: boolean;
  readonly onSubmit: (form: Form) => Promise<TestEnd | ErrorBody>;
  readonly onCancel: (() => void) | null;
}) {
  const { register, handleSubmit, setError, watch, formState } = useForm<Form>({
    resolver: zodResolver(clinikoForm),
    defaultValues: {
      apiKey: "",
      vendorName: saved?.vendorName ?? "FlitStack",
      vendorEmail: saved?.vendorEmail ?? ownEmail,
      baseUrl: saved?.baseUrl ?? null,
      requestsPerMinute: saved?.requestsPerMinute ?? 190,
    },
  });
  const problem = (name: (typeof fields)[number]) => formState.errors[name]?.message;
  const submit = handleSubmit(async (form) => {
    if (form.apiKey === "" && saved === null)
      return setError("apiKey", { message: "Enter the API key." }, { shouldFocus: true });
    const ended = await onSubmit(form);
    if ("problems" in ended)
      for (const name of fields) if (ended.problems?.[name]) setError(name, { message: ended.problems[name] });
  });
  return (
    <form onSubmit={submit} className="grid max-w-xl gap-5" noValidate>
      <TextField
        label="API key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder={saved ? `Saved key ending …${saved.keyEnding}` : undefined}
        hint={keyHint(watch("apiKey"), saved)}
        problem={problem("apiKey")}
        {...register("apiKey")}
      />
      <fieldset className="grid gap-4">
        <legend className="font-medium">Who Cliniko can turn to</legend>
        <p className="text-ink-soft">
          Cliniko asks every program to say who runs it, and refuses those that do not. It writes to this address if
          something goes wrong.
        </p>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Name"
            autoComplete="organization"
            problem={problem("vendorName")}
            {...register("vendorName")}
          />
          <TextField
            label="E-mail"
            type="email"
            autoComplete="email"
            problem={problem("vendorEmail")}
            {...register("vendorEmail")}
          />
        </div>
      </fieldset>
      {allowsLocal && (
        <TextField
          label="Other server address (optional)"
          inputMode="url"
          placeholder="http://127.0.0.1:3100/v1"
          hint="Only for stand-ins such as the sandbox. Leave it empty for the real Cliniko."
          problem={problem("baseUrl")}
          {...register("baseUrl", { setValueAs: emptyIsNull })}
        />
      )}
      <details>
        <summary className="w-fit rounded font-medium">Advanced</summary>
        <div className="mt-3">
          <TextField
            label="Requests per minute"
            type="number"
            inputMode="numeric"
            hint="Cliniko allows 200 for each user. Choose fewer if other programs use the same user's keys."
            problem={problem("requestsPerMinute")}
            {...register("requestsPerMinute", { valueAsNumber: true })}
          />
        </div>
      </details>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={isTesting}>
          Test and save
        </Button>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
      </div>
    </form>
  );
}

/** Which server a key leads to: people see at once when half of it is missing. */
function keyHint(apiKey: string, saved: ShownCliniko | null): string {
  const shard = shardOf(apiKey);
  if (shard !== null) return `The key ends with -${shard}: your account is on api.${shard}.cliniko.com.`;
  if (apiKey !== "") return "A whole key ends with its server, like -au2. Only very old ones do not.";
  return saved
    ? "Leave it empty to keep the saved key. It is never shown again."
    : "It is tested, sealed and never shown again.";
}

function emptyIsNull(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

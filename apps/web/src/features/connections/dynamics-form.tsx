"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import type { ErrorBody } from "../../api/api-error.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { CertificateField } from "./certificate-field.tsx";
import { dynamicsForm, type DynamicsForm as Form, type ShownDynamics } from "./endpoints.ts";
import type { TestEnd } from "./use-test.ts";

/** What is typed; which proof counts follows from the choice. */
const typed = dynamicsForm.omit({ proof: true }).extend({
  kind: z.enum(["kept", "secret", "certificate"]),
  clientSecret: z.string(),
  pem: z.string(),
});
type Typed = z.infer<typeof typed>;

const fields = ["url", "tenantId", "clientId", "authorityUrl", "clientSecret", "pem"] as const;
const proofNames = {
  secret: "the saved client secret",
  certificate: "the saved certificate",
  consent: "the saved sign-in",
};

/** Asks for the environment and the application; what is saved already is kept unless it is typed again. */
export function DynamicsForm({
  saved,
  allowsLocal,
  isTesting,
  onSubmit,
  onCancel,
}: {
  readonly saved: ShownDynamics | null;
  readonly allowsLocal: boolean;
  readonly isTesting: boolean;
  readonly onSubmit: (form: Form) => Promise<TestEnd | ErrorBody>;
  readonly onCancel: (() => void) | null;
}) {
  const { register, handleSubmit, setError, setValue, watch, formState } = useForm<Typed>({
    resolver: zodResolver(typed),
    defaultValues: {
      url: saved?.url ?? "",
      tenantId: saved?.tenantId ?? "",
      clientId: saved?.clientId ?? "",
      authorityUrl: saved?.authorityUrl ?? null,
      kind: saved ? "kept" : "secret",
      clientSecret: "",
      pem: "",
    },
  });
  const kind = watch("kind");
  const problem = (name: (typeof fields)[number]) => formState.errors[name]?.message;
  const submit = handleSubmit(async ({ kind, clientSecret, pem, ...rest }) => {
    if (kind === "secret" && clientSecret.trim() === "")
      return setError("clientSecret", { message: "Enter the secret's value." }, { shouldFocus: true });
    if (kind === "certificate" && pem.trim() === "")
      return setError("pem", { message: "Choose or paste the PEM file." });
    const proof =
      kind === "secret" ? { kind, clientSecret } : kind === "certificate" ? { kind, pem } : { kind: "kept" as const };
    const ended = await onSubmit({ ...rest, proof });
    if ("problems" in ended)
      for (const name of fields) if (ended.problems?.[name]) setError(name, { message: ended.problems[name] });
  });
  return (
    <form onSubmit={submit} className="grid max-w-xl gap-5" noValidate>
      <TextField
        label="Address of the environment"
        inputMode="url"
        placeholder="https://clinic.crm6.dynamics.com"
        hint="As in your browser's address bar when Dynamics 365 Sales is open."
        problem={problem("url")}
        {...register("url", { setValueAs: trimmed })}
      />
      <TextField
        label="Directory (tenant) ID"
        spellCheck={false}
        placeholder="00000000-0000-0000-0000-000000000000"
        problem={problem("tenantId")}
        {...register("tenantId", { setValueAs: trimmed })}
      />
      <TextField
        label="Application (client) ID"
        spellCheck={false}
        placeholder="00000000-0000-0000-0000-000000000000"
        problem={problem("clientId")}
        {...register("clientId", { setValueAs: trimmed })}
      />
      <Choice
        label="How the application proves who it is"
        value={kind}
        onChange={(value) => setValue("kind", value)}
        options={[
          ...(saved ? [{ value: "kept" as const, label: `Keep ${proofNames[saved.proof.kind]}` }] : []),
          {
            value: "secret",
            label: saved ? "A new client secret" : "Client secret",
            hint: "Quick to make; it expires after at most two years.",
          },
          {
            value: "certificate",
            label: saved ? "A new certificate" : "Certificate",
            hint: "The private key is sealed here and never leaves.",
          },
        ]}
      />
      {kind === "secret" && (
        <TextField
          label="Client secret"
          type="password"
          autoComplete="off"
          hint="The secret's value, not its ID. It is tested, sealed and never shown again."
          problem={problem("clientSecret")}
          {...register("clientSecret")}
        />
      )}
      {kind === "certificate" && (
        <CertificateField value={watch("pem")} onChange={(pem) => setValue("pem", pem)} problem={problem("pem")} />
      )}
      {allowsLocal && (
        <TextField
          label="Other sign-in address (optional)"
          inputMode="url"
          placeholder="http://127.0.0.1:3102"
          hint="Only for stand-ins such as the sandbox. Leave it empty for the real Entra ID."
          problem={problem("authorityUrl")}
          {...register("authorityUrl", { setValueAs: (value: unknown) => trimmed(value) || null })}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={isTesting}>
          Test and save
        </Button>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
      </div>
    </form>
  );
}

function trimmed(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

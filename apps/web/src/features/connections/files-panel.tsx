"use client";
import { RotateCw } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { type FilesForm, filesForm, type ShownFiles, saveFiles, testDynamics } from "./endpoints.ts";
import { TestResults } from "./test-results.tsx";
import { useTest } from "./use-test.ts";

const words: Readonly<Record<ShownFiles["choice"], readonly ["neutral" | "good", string]>> = {
  open: ["neutral", "Not decided"],
  sharepoint: ["good", "SharePoint"],
  stay: ["good", "Stay in Cliniko"],
};

/** Where attachments go: a SharePoint site, reached as the same application, or nowhere. */
export function FilesPanel({
  place,
  saved,
  isDynamicsConnected,
  mayConnect,
  allowsLocal,
}: {
  readonly place: { readonly clinic: string; readonly migration: string };
  readonly saved: ShownFiles;
  readonly isDynamicsConnected: boolean;
  readonly mayConnect: boolean;
  readonly allowsLocal: boolean;
}) {
  const { test, run } = useTest();
  const [picked, setPicked] = useState<FilesForm["choice"] | null>(null);
  const choice = picked ?? (saved.choice === "open" ? null : saved.choice);
  const [problems, setProblems] = useState<Readonly<Record<string, string | undefined>>>({});
  const [tone, word] = words[saved.choice];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const typed =
      choice === "stay" ? { choice } : { choice, siteUrl: text("siteUrl"), graphUrl: text("graphUrl") || null };
    const parsed = filesForm.safeParse(typed);
    setProblems(parsed.success ? {} : problemsOf(parsed.error));
    if (!parsed.success) return;
    const ended = await run(saveFiles, { params: place, body: parsed.data satisfies FilesForm });
    if ("problems" in ended && ended.problems) setProblems(ended.problems);
    if ("isSaved" in ended && ended.isSaved) setPicked(null);
  };
  return (
    <Panel
      title="Patients' files"
      hint="Attachments of Cliniko can move to a SharePoint site, each into its patient's folder."
      actions={<Status tone={tone}>{word}</Status>}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {mayConnect && (
          <form onSubmit={submit} className="grid max-w-xl gap-5" noValidate>
            <Choice
              label="Where files go"
              value={choice}
              onChange={setPicked}
              options={[
                {
                  value: "sharepoint",
                  label: "To a SharePoint site",
                  hint: "Dynamics 365 shows them beside each patient.",
                },
                {
                  value: "stay",
                  label: "They stay in Cliniko",
                  hint: "Nothing is copied. Keep the Cliniko account as long as you need them.",
                },
              ]}
            />
            {choice === "sharepoint" && (
              <>
                <TextField
                  key={saved.siteUrl}
                  label="Address of the site"
                  name="siteUrl"
                  inputMode="url"
                  defaultValue={saved.siteUrl ?? ""}
                  placeholder="https://clinic.sharepoint.com/sites/patients"
                  hint="Files go to its document library. The application needs Sites.Selected with write on this site, or Files.ReadWrite.All."
                  problem={problems.siteUrl}
                />
                {allowsLocal && (
                  <TextField
                    label="Other Microsoft Graph address (optional)"
                    name="graphUrl"
                    inputMode="url"
                    defaultValue={saved.graphUrl ?? ""}
                    hint="Only for stand-ins such as the sandbox."
                    problem={problems.graphUrl}
                  />
                )}
              </>
            )}
            <div className="flex flex-wrap items-center gap-2">
              <Button
                type="submit"
                look={saved.choice === "open" ? "primary" : "plain"}
                isBusy={test?.isRunning ?? false}
                disabled={choice === null || (choice === "sharepoint" && !isDynamicsConnected)}
              >
                {choice === "stay" ? "Save" : "Test and save"}
              </Button>
              {saved.choice === "sharepoint" && isDynamicsConnected && (
                <Button
                  icon={<RotateCw aria-hidden className="size-4" />}
                  disabled={test?.isRunning ?? false}
                  onClick={() => void run(testDynamics, { params: { ...place, platform: "sharepoint" } })}
                >
                  Test again
                </Button>
              )}
              {choice === "sharepoint" && !isDynamicsConnected && (
                <p className="text-ink-soft">
                  Connect Dynamics 365 first: SharePoint is reached as the same application.
                </p>
              )}
            </div>
          </form>
        )}
        {!mayConnect && saved.siteUrl && <p className="break-words">{saved.siteUrl}</p>}
        {(test || saved.test) && <TestResults platform="sharepoint" running={test} last={saved.test} />}
      </div>
    </Panel>
  );
}

function problemsOf(error: z.ZodError): Readonly<Record<string, string>> {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issue.message]));
}

"use client";
import { Download } from "lucide-react";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { ApiError } from "../../api/api-error.ts";
import { download } from "../../api/download.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useProof } from "../../ui/proof.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { exportDestination, exportInclusion, exportProof, exportProofKey, type Reconciliation } from "./endpoints.ts";

/** Files with which anybody can check later, without us, that Dynamics held what was read in this check. */
export function ProofPanel({ place, last }: { readonly place: Place; readonly last: Reconciliation }) {
  const { may, whoCan } = useRole(place);
  const save = useSave();
  const at = { ...place, run: last.run };
  const opens = may("proof.open");
  const [problem, setProblem] = useState<string | undefined>();
  const patient = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get("patient")).trim();
    setProblem(/^\d{1,30}$/.test(id) ? undefined : "Give the patient's id in Cliniko: digits only.");
    if (/^\d{1,30}$/.test(id))
      await save.run("patient", () => download(exportInclusion, { params: at, body: { patient: id } }));
  };
  const button = (name: string, label: string, work: () => Promise<void>) => (
    <Button
      icon={<Download aria-hidden className="size-4" />}
      isBusy={save.busy === name}
      onClick={() => void save.run(name, work)}
    >
      {label}
    </Button>
  );
  return (
    <Panel
      title="Proof"
      hint="One hash stands for every cell that was read. Anybody can check it later, on any computer, without FlitStack and without a network."
    >
      <div className="grid gap-5">
        <Facts
          of={[
            [
              "Root",
              <code key="root" className="text-xs">
                {last.proofRoot ?? "–"}
              </code>,
            ],
            ["Rows", last.rows.toLocaleString("en-AU")],
          ]}
        />
        <Item
          title="Proof file and the program that checks it"
          words="Salted hashes only: no name, no note, no amount is in it. It can be given to an auditor. The program is one file and needs only Node 20."
        >
          {button("proof", "Proof file", () => download(exportProof, { params: at }))}
          <a
            href="/verify-proof.mjs"
            download
            className="inline-flex h-9 items-center gap-2 rounded-md border border-line-strong px-3 font-medium hover:bg-sunken"
          >
            <Download aria-hidden className="size-4" />
            verify-proof.mjs
          </a>
        </Item>
        {opens ? (
          <>
            <Item
              title="Key, and Dynamics as it stands"
              words="For the clinic alone: with the key the program compares an export cell by cell and names the first one that differs. The export holds patients' values."
            >
              {button("key", "Key of the proof", () => download(exportProofKey, { params: at }))}
              {button("export", "Export of Dynamics", () => download(exportDestination, { params: place }))}
            </Item>
            <form onSubmit={(event) => void patient(event)} className="grid gap-2" noValidate>
              <Item
                title="Proof for one patient"
                words="Shows that this patient's rows are in the proof, and opens no other patient's."
              >
                <div className="flex flex-wrap items-end gap-2">
                  <TextField label="Patient's id in Cliniko" name="patient" inputMode="numeric" problem={problem} />
                  <Button
                    type="submit"
                    icon={<Download aria-hidden className="size-4" />}
                    isBusy={save.busy === "patient"}
                  >
                    Patient's proof
                  </Button>
                </div>
              </Item>
            </form>
          </>
        ) : (
          <p className="text-ink-soft">
            The key, the export of Dynamics and proofs for single patients can be taken by: {whoCan("proof.open")}.
          </p>
        )}
      </div>
    </Panel>
  );
}

function Item({
  title,
  words,
  children,
}: {
  readonly title: string;
  readonly words: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="grid gap-2">
      <div>
        <h3 className="font-semibold">{title}</h3>
        <p className="max-w-prose text-ink-soft">{words}</p>
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

/** Saves one file at a time; asks for the password again where the server does. */
function useSave() {
  const withProof = useProof();
  const toast = useToast();
  const [busy, setBusy] = useState<string | null>(null);
  const run = async (name: string, work: () => Promise<void>) => {
    setBusy(name);
    try {
      await withProof(work);
    } catch (error) {
      const isCancelled = error instanceof ApiError && error.body.code === "prove-again";
      if (!isCancelled) toast.failed("Not saved", error);
    } finally {
      setBusy(null);
    }
  };
  return { busy, run };
}

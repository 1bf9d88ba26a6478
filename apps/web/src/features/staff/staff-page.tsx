"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { TopBar } from "../shell/top-bar.tsx";
import { AllClinics } from "./all-clinics.tsx";
import { AllRuns } from "./all-runs.tsx";

const views = ["runs", "clinics"] as const;

/** What FlitStack's own people see: every run, and every clinic. */
export function StaffPage() {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(views).withDefault("runs"));
  return (
    <>
      <TopBar />
      <main id="content" className="mx-auto w-full max-w-screen-2xl px-4 py-8">
        <PageHead
          title={view === "runs" ? "All runs" : "All clinics"}
          hint="Names of clinics and migrations, states, codes and counts. Patients' values and members' names are shown to nobody at FlitStack."
          actions={
            <fieldset aria-label="What is shown" className="flex gap-2">
              <Button
                look={view === "runs" ? "primary" : "plain"}
                aria-pressed={view === "runs"}
                onClick={() => void setView("runs")}
              >
                Runs
              </Button>
              <Button
                look={view === "clinics" ? "primary" : "plain"}
                aria-pressed={view === "clinics"}
                onClick={() => void setView("clinics")}
              >
                Clinics
              </Button>
            </fieldset>
          }
        />
        {view === "runs" ? <AllRuns /> : <AllClinics />}
      </main>
    </>
  );
}

import type { PreflightCheck } from "@flit/core/audit-report";
import { NeedsDecision } from "../exit-code.ts";
import type { Job } from "../job.ts";
import { runToEnd } from "./run-to-end.ts";

const marks = { pass: "✓", warning: "!", blocking: "✗" } as const;

/** Connects, reads the account into sealed staging, describes it, and says what stands in the way. */
export async function audit(job: Job): Promise<readonly PreflightCheck[]> {
  const { terminal } = job;
  terminal.heading("Connections");
  const context = await job.open();
  const source = await terminal.during("Asking Cliniko", () => context.source.check());
  terminal.line(`✓ Cliniko: ${source.accountName}, key of a user with role ${source.role}`);
  const users = await terminal.during("Asking Dynamics", () => context.destination.users());
  terminal.line(
    `✓ Dynamics: organisation ${context.live.organizationId}, ${users.length} users, currency ${context.live.currency.code}`,
  );
  const root = await context.files?.rootUrl();
  terminal.line(root ? `✓ SharePoint: ${root}` : "- SharePoint: not connected, files stay in Cliniko");

  terminal.heading("Reading Cliniko and pre-flight checks");
  await job.timed("audit", () => runToEnd(job, "audit"));
  const stored = await context.store.transact((tx) => tx.inventory.report(context.migration.id));
  if (!stored) throw new Error("The audit has left no report.");
  const { checks } = stored.report;
  for (const check of checks) {
    terminal.line(
      `${marks[check.verdict]} ${check.title}${check.verdict === "pass" ? "" : `: ${check.why} ${check.whatToDo}`}`,
    );
  }
  const blocking = checks.filter((check) => check.verdict === "blocking");
  if (blocking.length > 0)
    throw new NeedsDecision(
      `${blocking.length === 1 ? "One pre-flight check blocks" : `${blocking.length} pre-flight checks block`} the migration; see above for what to do.`,
    );
  return checks;
}

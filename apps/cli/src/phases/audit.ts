import { sha256Hex } from "@flit/core/ids";
import { plannedTables } from "@flit/core/planned-tables";
import { dryRun } from "@flit/engine/dry-run";
import { preflight } from "@flit/pairs/cliniko-dynamics365/preflight";
import type { PreflightCheck } from "@flit/pairs/cliniko-dynamics365/preflight/check";
import { NeedsDecision } from "../exit-code.ts";
import type { Job } from "../job.ts";
import { takeInventory } from "./inventory.ts";
import { proposeMaps } from "./propose.ts";
import { runToEnd } from "./run-to-end.ts";

const marks = { pass: "✓", warning: "!", blocking: "✗" } as const;

/** Connects, reads the whole account into sealed staging, and says what stands in the way. */
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

  terminal.heading("Reading Cliniko");
  const runs = await context.store.transact((tx) => tx.runs.list(context.migration.id));
  const wasRead = runs.some((run) => run.kind === "extract" && run.state === "completed");
  if (wasRead) terminal.line("Already read; a delta brings later changes.");
  else await job.timed("extract", () => runToEnd(job, "extract"));

  terminal.heading("Pre-flight checks");
  const proposed = await proposeMaps(job);
  const tables = plannedTables(proposed.spec, proposed.live);
  const found = await terminal.during("Trying the map on every record", () =>
    dryRun(context, proposed.maps, tables, new Date().toISOString()),
  );
  const checks = preflight({
    tooLong: found.filter((finding) => finding.kind === "clipped"),
    unknownChoices: found
      .filter((finding) => finding.kind === "unknown-choice")
      .reduce((sum, finding) => sum + finding.count, 0),
    ...(await takeInventory(context)),
    source,
    users,
    owners: [...context.owners.values()],
    live: proposed.live,
    plan: proposed.plan,
    maps: proposed.maps,
    options: proposed.options,
  });
  for (const check of checks) {
    terminal.line(
      `${marks[check.verdict]} ${check.title}${check.verdict === "pass" ? "" : `: ${check.why} ${check.whatToDo}`}`,
    );
  }
  const blocking = checks.filter((check) => check.verdict === "blocking");
  await job.setOption("preflight", { digest: sha256Hex(JSON.stringify(checks)), blocking: blocking.length });
  if (blocking.length > 0)
    throw new NeedsDecision(`${blocking.length} pre-flight check(s) block the migration; see above for what to do.`);
  return checks;
}

import { databaseNow, installationFigures, staffRuns, workersAlive } from "@flit/db/system-figures";
import type { staffEndpoints } from "../../features/staff/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { withPhases } from "./phases.ts";
import { orderOf, viewStaffRun } from "./view-run.ts";

const runsPerPage = 25;
const lately = 7 * 86_400_000;

/** What FlitStack's own people see of the whole installation. */
export const staffHandlers: Handlers<typeof staffEndpoints> = {
  readStaff: async ({ who, params, product }) => {
    if (!who.person.isStaff) throw new Problem(403, "not-allowed", "Only FlitStack's own people can see all clinics.");
    const { client } = product.composition;
    const now = await databaseNow(client);
    const beganAfter = params.show === "active" ? now : new Date(now.getTime() - lately);
    const [runs, workers, figures, queue] = await Promise.all([
      staffRuns(client, beganAfter),
      workersAlive(client),
      installationFigures(client),
      product.queueDepth().catch(() => null),
    ]);
    const seen = runs.map((run) => viewStaffRun(run, workers.length, now));
    const wanted = (params.search ?? "").trim().toLowerCase();
    const found = seen
      .filter(({ clinic, migration }) => `${clinic} ${migration}`.toLowerCase().includes(wanted))
      .filter(
        ({ health }) => params.show !== "trouble" || ["stuck", "needs-someone", "failed", "no-worker"].includes(health),
      )
      .sort(orderOf(params.sort));
    const first = (params.page - 1) * runsPerPage;
    const of = (name: string) => figures.filter((figure) => figure.name === name);
    const messages = new Map(of("messages").map(({ label, value }) => [label, value]));
    return {
      now: now.toISOString(),
      runs: await withPhases(product, found.slice(first, first + runsPerPage)),
      total: found.length,
      pages: Math.max(1, Math.ceil(found.length / runsPerPage)),
      healths: [...Map.groupBy(seen, ({ health }) => health)].map(([health, own]) => ({ health, count: own.length })),
      steps: Object.fromEntries(of("steps").map(({ label, value }) => [label, value])),
      queue,
      messages: { pending: messages.get("pending") ?? 0, failed: messages.get("failed") ?? 0 },
      workers: [...workers],
    };
  },
};

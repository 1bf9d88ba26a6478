import { createHash } from "node:crypto";
import type { TenantStore } from "@flit/core/ports";

const lookEveryMs = 1_000;
const keepAliveEveryMs = 15_000;

/** Server-sent events: `change` whenever anything pages show of a migration is different from a second ago. */
export function watch(
  store: TenantStore,
  migrationId: string,
  signal: AbortSignal,
  workers: () => Promise<number>,
): Response {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const end = () => {
    isOver = true;
    clearTimeout(timer);
  };
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      let last = "";
      let saidAt = 0;
      const say = (text: string) => {
        saidAt = performance.now();
        controller.enqueue(encoder.encode(text));
      };
      say("retry: 3000\n\n");
      const look = async () => {
        const now = await stateOf(store, migrationId, workers).catch(() => last);
        if (isOver) return;
        if (now !== last) say(`event: change\ndata: ${now}\n\n`);
        else if (performance.now() - saidAt > keepAliveEveryMs) say(": still here\n\n");
        last = now;
        timer = setTimeout(look, lookEveryMs);
      };
      void look();
      signal.addEventListener("abort", () => {
        // Whoever goes away may also have cancelled the stream, which closes it.
        if (!isOver) controller.close();
        end();
      });
    },
    cancel: end,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** A digest of the states and counters that change while somebody works: no values. */
async function stateOf(store: TenantStore, migrationId: string, workers: () => Promise<number>): Promise<string> {
  const hasWorkers = (await workers()) > 0;
  const parts = await store.transact(async (tx) => {
    const runs = await tx.runs.list(migrationId);
    // A preview of a rollback goes on beside a run that is paused.
    const active = runs.filter((run) => run.state === "running" || run.state === "paused");
    const steps = [];
    for (const run of active) steps.push(...(await tx.runs.steps(run.id)));
    return {
      runs: runs.map(({ id, state, failure }) => [id, state, failure]),
      steps: steps.map(({ id, state, progress, waitingFor }) => [id, state, progress, waitingFor]),
      log: await tx.actions.head(),
    };
  });
  return createHash("sha256")
    .update(JSON.stringify([parts, hasWorkers]))
    .digest("hex")
    .slice(0, 16);
}

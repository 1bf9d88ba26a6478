import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { processSettings } from "@flit/worker/process-settings";
import { z } from "zod";
import { cliEnv } from "./env.ts";

/** What processes used: memory in MiB, requests sent. */
const usage = z.object({
  peakRssMb: z.number(),
  requests: z.object({ cliniko: z.number(), dataverse: z.number(), graph: z.number(), throttled: z.number() }),
});
export type Usage = z.infer<typeof usage>;

export interface WorkerProcess {
  usage(): Usage;
  /** Resolves when the process has ended and is not replaced: after `stop`, or with its first end when it stands alone. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const stopWithinMs = 28_000;
const nothing: Usage = { peakRssMb: 0, requests: { cliniko: 0, dataverse: 0, graph: 0, throttled: 0 } };

/** Starts a worker. One that dies is replaced, because the ledger says where to go on, unless `isReplaced` is false. */
export function startWorkerProcess(
  env: Readonly<Record<string, string>>,
  options: { readonly log: number; readonly isReplaced: boolean },
): WorkerProcess {
  let isStopping = false;
  let past = nothing;
  let latest = nothing;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const begin = (): ChildProcess => {
    const child = fork(fileURLToPath(import.meta.resolve("@flit/worker/main")), [], {
      env: { ...cliEnv().inherited, ...processSettings.environment, ...env },
      execArgv: ["--disable-warning=ExperimentalWarning", ...processSettings.flags],
      stdio: ["ignore", options.log, options.log, "ipc"],
    });
    child.on("message", (message) => {
      const parsed = usage.safeParse(message);
      if (parsed.success) latest = parsed.data;
    });
    child.on("exit", () => {
      past = addUp([past, latest]);
      latest = nothing;
      if (isStopping || !options.isReplaced) end();
      else current = begin();
    });
    return child;
  };
  let current = begin();
  return {
    usage: () => addUp([past, latest]),
    ended,
    stop: async () => {
      isStopping = true;
      if (current.exitCode !== null || current.signalCode !== null) return;
      current.kill("SIGTERM");
      const timer = setTimeout(() => current.kill("SIGKILL"), stopWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Requests add up; memory is that of the largest process. */
export function addUp(all: readonly Usage[]): Usage {
  const sum = (pick: (one: Usage) => number) => all.reduce((total, one) => total + pick(one), 0);
  return {
    peakRssMb: Math.max(0, ...all.map((one) => one.peakRssMb)),
    requests: {
      cliniko: sum((one) => one.requests.cliniko),
      dataverse: sum((one) => one.requests.dataverse),
      graph: sum((one) => one.requests.graph),
      throttled: sum((one) => one.requests.throttled),
    },
  };
}

import type { Config } from "@flit/cli/config";
import { startChild } from "./child.ts";
import { benchConfig } from "./platforms.ts";

export interface BenchSandbox {
  readonly config: Config;
  /** An empty Dynamics and the clinic as it was. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the platforms in a process of their own, for all ways of one run. */
export async function startBenchSandbox(options: {
  readonly folder: string;
  readonly patients: number;
  readonly timeScale: number;
  /** Platform milliseconds. */
  readonly latency?: { readonly perRequestMs: number; readonly perRowMs: number };
}): Promise<BenchSandbox> {
  const { folder, timeScale, patients, latency } = options;
  const { said, close } = await startChild<{ control: string; config: object }>(
    new URL("./sandbox-process.ts", import.meta.url),
    {
      patients,
      timeScale,
      clinikoRequestsPerMinute: 200,
      ...(latency === undefined ? {} : { latency }),
    },
  );
  return {
    config: benchConfig(said.config, folder, timeScale),
    reset: async () => {
      const reply = await fetch(`${said.control}/reset`, { method: "POST" });
      if (!reply.ok) throw new Error(`The sandbox's control answered ${reply.status}.`);
    },
    close,
  };
}

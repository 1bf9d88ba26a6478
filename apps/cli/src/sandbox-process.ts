import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { cliEnv } from "./env.ts";

/** Hours of the platforms' rate windows and index builds pass in minutes. */
const timeScale = 60;
const startMs = 60_000;

const announced = z.object({ control: z.url(), config: z.record(z.string(), z.unknown()) });

/** The sandbox in a process of its own, as the real platforms would be. */
export interface SandboxProcess {
  /** Configuration that points at it, with limits that pass as fast as its clock. */
  readonly config: { readonly [name: string]: unknown };
  /** Address at which another process can steer it. */
  readonly control: string;
  digest(): Promise<string>;
  mutate(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts it; on a row of ports from `portBase`, or on free ones. */
export async function startSandboxProcess(options: {
  readonly folder: string;
  readonly patients: number;
  readonly seed: number;
  readonly portBase?: number;
}): Promise<SandboxProcess> {
  const { folder, patients, seed, portBase = 0 } = options;
  const file = join(folder, "sandbox.json");
  rmSync(file, { force: true });
  const main = fileURLToPath(import.meta.resolve("@flit/sandbox/main"));
  const settings = { patients, seed, "time-scale": timeScale, "port-base": portBase, announce: file };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...args], {
    env: cliEnv().inherited,
    // Over the channel it hears when this process has gone, and goes too.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  const until = performance.now() + startMs;
  while (!existsSync(file)) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`The sandbox did not start.\n${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { control, config } = announced.parse(JSON.parse(readFileSync(file, "utf8")));
  const ask = async (path: string, body?: object) => {
    const reply = await fetch(
      `${control}${path}`,
      body ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {},
    );
    if (!reply.ok) throw new Error(`The sandbox's control answered ${reply.status} to ${path}.`);
    return reply.text();
  };
  return {
    config: withPace(config),
    control,
    digest: () => ask("/snapshot/digest?withoutModified"),
    mutate: async (count) => void (await ask("/mutate", { seed, count })),
    close: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function withPace(config: { readonly [name: string]: unknown }): SandboxProcess["config"] {
  const pace = {
    cliniko: { requestsPerMinute: 180 * timeScale },
    dynamics: { requestsPerFiveMinutes: 6_000 * timeScale },
  };
  const merged = Object.entries(pace).map(([platform, more]) => [
    platform,
    { ...z.record(z.string(), z.unknown()).parse(config[platform]), ...more },
  ]);
  return { ...config, ...Object.fromEntries(merged) };
}

import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cliEnv } from "../env.ts";

const startMs = 60_000;
const stopWithinMs = 10_000;
/** Connections idle this long are closed: later than browsers and proxies reuse them, as an answer is lost otherwise. */
const keepAliveMs = 75_000;

/** The web application, built before, in a process of its own. */
export interface WebProcess {
  readonly ended: Promise<void>;
  close(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Starts it and resolves when it answers. Throws when the port is taken or it does not come up. */
export async function startWebProcess(options: {
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
}): Promise<WebProcess> {
  const { port, env, log } = options;
  const out = openSync(log, "a");
  const next = fileURLToPath(import.meta.resolve("next/dist/bin/next"));
  const folder = fileURLToPath(new URL("../../../web", import.meta.url));
  const args = [next, "start", folder, "-H", "127.0.0.1", "-p", String(port)];
  const child = spawn(process.execPath, [...args, "--keepAliveTimeout", String(keepAliveMs)], {
    env: { ...cliEnv().inherited, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", out, out],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await answering(child, `http://127.0.0.1:${port}/api/ready`, log);
  return {
    ended,
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function answering(child: ChildProcess, url: string, log: string): Promise<void> {
  const until = performance.now() + startMs;
  for (;;) {
    const isUp = await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    );
    if (isUp) return;
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`The web application did not start. What it said is in ${log}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

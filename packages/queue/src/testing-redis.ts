import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import type { QueueBackend } from "./backend.ts";

export interface TestRedis {
  readonly url: string;
  /** Ends it as a power cut would and starts it again on the same data. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** A Redis with production's settings for one test file, on a free port; null on a machine that has none. */
export function startTestRedis(port: number): TestRedis | null {
  const program = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"].find((path) => existsSync(path));
  if (!program) return null;
  const folder = mkdtempSync(join(tmpdir(), "flit-redis-"));
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  const start = () =>
    spawn(program, [...args, "--appendonly", "yes", "--maxmemory-policy", "noeviction"], {
      stdio: "ignore",
    });
  let child = start();
  const end = async (signal: NodeJS.Signals, ended: ChildProcess) => {
    const gone = new Promise((resolve) => ended.once("exit", resolve));
    ended.kill(signal);
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    crash: async () => {
      await end("SIGKILL", child);
      child = start();
    },
    close: async () => {
      await end("SIGTERM", child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Keys of a queue in Redis whose name or content holds any of the texts; a Postgres queue is searched with its database. */
export async function keysHolding(backend: QueueBackend, texts: readonly string[]): Promise<readonly string[]> {
  if (backend.kind === "postgres") return [];
  const redis = new Redis(backend.url);
  try {
    const keys = await redis.keys(`${backend.prefix}*`);
    const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
    const isHit = (content: string) => texts.some((text) => content.includes(text));
    return keys.filter((key, index) => isHit(`${key} ${dumps[index]?.toString("latin1") ?? ""}`));
  } finally {
    redis.disconnect();
  }
}

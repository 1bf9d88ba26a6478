import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Announced, announced } from "@flit/cli/start/announce";
import { handedOver } from "./env.ts";

const startMs = 180_000;
const sandboxPorts = 5;

/** Starts the product in a process of its own, with its data in the folder; resolves when people can sign in. */
export async function startProduct(
  folder: string,
  { patients }: { readonly patients: number },
): Promise<{ end(): Promise<void> }> {
  const file = fileOf(folder);
  const log = join(folder, "start.log");
  const out = openSync(log, "a");
  const settings = { port: await freePort(), patients, state: join(folder, "state"), announce: file };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const words = ["start", "--throw-away", ...args];
  const main = fileURLToPath(import.meta.resolve("@flit/cli/main"));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...words], {
    stdio: ["ignore", out, out],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const until = performance.now() + startMs;
  while (!existsSync(file)) {
    if (child.exitCode !== null || performance.now() > until) {
      child.kill("SIGTERM");
      throw new Error(`The product did not start:\n${readFileSync(log, "utf8").slice(-2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    end: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** What the started product told of itself. */
export function product(): Announced {
  return announced.parse(JSON.parse(readFileSync(fileOf(handedOver()), "utf8")));
}

function fileOf(folder: string): string {
  return join(folder, "product.json");
}

/** A port that is free, with the sandbox's a hundred above it. */
async function freePort(): Promise<number> {
  for (let port = 21_000; port < 30_000; port += 10) {
    const wanted = [port, ...Array.from({ length: sandboxPorts }, (_, index) => port + 100 + index)];
    if ((await Promise.all(wanted.map(isFree))).every(Boolean)) return port;
  }
  throw new Error("No row of free ports was found between 21000 and 30000.");
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return isFree;
}

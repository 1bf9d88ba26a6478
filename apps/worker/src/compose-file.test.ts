import { readFileSync } from "node:fs";
import { migrateEnv } from "@flit/db/env";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { workerEnv } from "./env.ts";
import { processSettings } from "./process-settings.ts";

const service = z.object({
  environment: z.record(z.string(), z.string()).default({}),
  command: z.union([z.string(), z.array(z.string())]).optional(),
});
const file = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(readFileSync(new URL("../../../docker-compose.yml", import.meta.url), "utf8")));

/** The values of `.env` are secrets; any of the right shape will do. */
const filled = (environment: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name === "FLIT_KEY"
        ? Buffer.alloc(32).toString("base64")
        : name === "FLIT_URL"
          ? "https://migrate.example.com"
          : value.replaceAll(/\$\{[^}]+\}/g, "a-long-password-or-token"),
    ]),
  );

const isForProcess = (key: string) => key in processSettings.environment;

test("every service of docker-compose.yml gets an environment its process accepts, and nothing it does not know", () => {
  for (const [name, schema] of [
    ["worker", workerEnv],
    ["migrate", migrateEnv],
  ] as const) {
    const environment = file.services[name]?.environment ?? {};
    expect(schema.safeParse(filled(environment)).error).toBeUndefined();
    expect(Object.keys(environment).filter((key) => !(key in schema.shape) && !isForProcess(key))).toEqual([]);
  }
});

test("a worker of docker-compose.yml is started with the same settings as one the command line starts", () => {
  expect(file.services.worker?.command).toEqual(["node", ...processSettings.flags, "apps/worker/src/main.ts"]);
  expect(file.services.worker?.environment).toMatchObject(processSettings.environment);
});

test("production never talks to local platforms, and Redis keeps what it acknowledged", () => {
  expect(file.services.worker?.environment).toMatchObject({ NODE_ENV: "production" });
  expect(file.services.worker?.environment).not.toHaveProperty("FLIT_ALLOW_LOCAL_PLATFORMS");
  const redis = [file.services.redis?.command].flat().join(" ");
  expect(redis).toContain("--appendonly yes");
  expect(redis).toContain("--maxmemory-policy noeviction");
});

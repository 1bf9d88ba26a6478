import { expect, test } from "vitest";
import { readEnv } from "./env.ts";

const good = { DATABASE_URL: "postgresql://u:p@localhost/db", FLIT_KEY: Buffer.alloc(32).toString("base64") };

test("a bad environment names every problem at once", () => {
  expect(() => readEnv({ FLIT_KEY: "short", FLIT_CONCURRENCY: "many" })).toThrow(
    /DATABASE_URL[\s\S]*FLIT_KEY[\s\S]*FLIT_CONCURRENCY/,
  );
});

test("local platforms are refused in production", () => {
  expect(() => readEnv({ ...good, NODE_ENV: "production", FLIT_ALLOW_LOCAL_PLATFORMS: "1" })).toThrow(
    "refused in production",
  );
});

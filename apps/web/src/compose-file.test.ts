import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readEnv, webEnv } from "./env.ts";

const file = z
  .object({ services: z.object({ web: z.object({ environment: z.record(z.string(), z.string()) }) }) })
  .parse(parse(readFileSync(new URL("../../../docker-compose.yml", import.meta.url), "utf8")));

/** The values of `.env` are secrets and an address; any of the right shape will do. */
const filled = Object.fromEntries(
  Object.entries(file.services.web.environment).map(([name, value]) => {
    if (name === "FLIT_KEY") return [name, Buffer.alloc(32).toString("base64")];
    return [
      name,
      name === "FLIT_URL"
        ? "https://migrate.example.com"
        : value.replaceAll(/\$\{[^}]+\}/g, "a-long-password-or-token"),
    ];
  }),
);

test("the web service of docker-compose.yml gets an environment its process accepts, and nothing it does not know", () => {
  expect(() => readEnv(filled)).not.toThrow();
  expect(Object.keys(filled).filter((name) => !(name in webEnv.shape))).toEqual([]);
});

test("an address other people can reach never talks to stand-ins", () => {
  expect(() => readEnv({ ...filled, FLIT_ALLOW_LOCAL_PLATFORMS: "1" })).toThrow("refused");
});

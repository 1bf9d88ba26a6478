import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { config, configSchema, parseConfig } from "./config.ts";

const documented = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");

test("the documented JSON Schema is the one the command line checks with", () => {
  expect(JSON.parse(documented("migrate.schema.json"))).toEqual(configSchema());
});

test("the documented example is a valid configuration", () => {
  expect(parseConfig(documented("migrate.example.json"), "example").prefix).toBe("flit");
});

test("a bad configuration names every problem at once, with its place", () => {
  const bad = {
    ...JSON.parse(documented("migrate.example.json")),
    prefix: "mscrm1",
    fallbackOwner: "nobody",
    extra: 1,
  };
  let message = "";
  try {
    parseConfig(JSON.stringify({ ...bad, cliniko: {} }), "clinic.json");
  } catch (error) {
    message = String(error);
  }
  for (const place of ["clinic.json", "cliniko.apiKey", "cliniko.vendorEmail", "prefix", "fallbackOwner", "extra"])
    expect(message).toContain(place);
});

test("secret and certificate together, or neither, are named", () => {
  const example = config.parse(JSON.parse(documented("migrate.example.json")));
  const { clientSecret, ...rest } = example.dynamics;
  const withDynamics = (dynamics: object) => () => parseConfig(JSON.stringify({ ...example, dynamics }), "c");
  expect(withDynamics(rest)).toThrow("either clientSecret or certificatePath");
  expect(withDynamics({ ...rest, clientSecret: "s", certificatePath: "c.pem" })).toThrow("either");
});

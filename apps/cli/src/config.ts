import { migrationOptions } from "@flit/core/migration-options";
import { clinikoConnection, dynamicsConnection, sharePointConnection } from "@flit/worker/connections";
import { z } from "zod";

const certificatePath = z.string().describe("PEM file with certificate and private key, instead of clientSecret");

/** Configuration of the headless driver. The README explains each setting; docs/migrate.schema.json is made of it. */
export const config = z.strictObject({
  $schema: z.string().optional(),
  cliniko: clinikoConnection.strict(),
  dynamics: dynamicsConnection
    .omit({ certificate: true, consent: true })
    .extend({ certificatePath: certificatePath.optional() })
    .strict(),
  sharepoint: sharePointConnection.nullable(),
  prefix: migrationOptions.shape.prefix.describe(
    "Publisher prefix of everything created in Dataverse; permanent there",
  ),
  fallbackOwner: z.email().describe("E-mail of the Dynamics user who owns what has no owner of its own"),
  sample: z.strictObject({ records: migrationOptions.shape.sampleRecords }).prefault({}),
  timeZone: migrationOptions.shape.timeZone.describe("IANA time zone in which dates in subjects are written"),
  approve: z.enum(["auto", "ask"]).default("ask").describe("Whether plan and sample are approved without a person"),
  state: z.string().min(1).describe("Folder of the embedded database"),
  report: z.string().min(1).describe("Folder the reports are written to"),
});
export type Config = z.infer<typeof config>;

/** The configuration as JSON Schema, for editors; docs/migrate.schema.json holds it. */
export function configSchema(): object {
  return z.toJSONSchema(config, { io: "input" });
}

/** Parses a configuration; a bad one names every problem at once with what to change. */
export function parseConfig(text: string, file: string): Config {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
  const parsed = config.safeParse(json);
  const problems = parsed.success
    ? secretProblems(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join(".") || "(top)"}: ${issue.message}`);
  if (problems.length > 0 || !parsed.success)
    throw new Error(`${file} needs a change:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
  return parsed.data;
}

function secretProblems({ dynamics }: Config): readonly string[] {
  const given = [dynamics.clientSecret, dynamics.certificatePath].filter((value) => value !== undefined).length;
  return given === 1 ? [] : ["dynamics: give either clientSecret or certificatePath"];
}

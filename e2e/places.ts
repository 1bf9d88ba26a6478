import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { handedOver } from "./env.ts";

const prepared = z.object({
  clinic: z.uuid(),
  /** A migration just begun. */
  empty: z.uuid(),
  /** A migration that went as far as the product goes. */
  full: z.uuid(),
  /** A migration whose sample is loaded, not signed, and in part rolled back. */
  takenBack: z.uuid(),
  /** Address of an open invitation, below the product's. */
  invitation: z.string(),
  /** Address of the records of an issue of the full migration. */
  issueRecords: z.string(),
  /** Address of a patient's page of the full migration. */
  record: z.string(),
});
/** What was prepared for being looked at. */
export type Prepared = z.infer<typeof prepared>;

/** Keeps it for the tests that look at it. */
export function keepPrepared(all: Prepared): void {
  writeFileSync(file(), JSON.stringify(all));
}

export function readPrepared(): Prepared {
  return prepared.parse(JSON.parse(readFileSync(file(), "utf8")));
}

function file(): string {
  return join(handedOver(), "prepared.json");
}

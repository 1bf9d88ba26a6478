import { z } from "zod";

export const migrateEnv = z.object({
  /** Postgres as the owner of the schema. */
  OWNER_DATABASE_URL: z.url(),
  /** Password given to the runtime role. */
  FLIT_APP_PASSWORD: z.string().min(8),
});

/** Settings of the one-off migration process. */
export function readMigrateEnv(source: Record<string, string | undefined> = process.env): z.infer<typeof migrateEnv> {
  return migrateEnv.parse(source);
}

/** Folder of the cluster that tests copy instead of making one each; none elsewhere. */
export function testCluster(): string | undefined {
  return process.env.FLIT_TEST_CLUSTER;
}

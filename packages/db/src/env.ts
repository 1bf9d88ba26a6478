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

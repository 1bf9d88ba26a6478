import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";

/** Makes a migrated cluster in the folder given and ends it: `node testing-template-main.ts FOLDER`. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Say in which folder.");
const postgres = await startEmbeddedPostgres({ folder, isThrownAway: true });
try {
  await migrate(postgres.url);
} finally {
  await postgres.close();
}
// The schema engine leaves a timer of ten seconds running.
process.exit();

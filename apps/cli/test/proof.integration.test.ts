import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job } from "@flit/cli/job";
import { audit } from "@flit/cli/phases/audit";
import { plan } from "@flit/cli/phases/plan";
import { exportLines } from "@flit/engine/reconcile/export-rows";
import { inclusionProof, proofKey, proofLines } from "@flit/engine/reconcile/proof-file";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  deliverWithoutSample,
  openTrial,
  quietTerminal,
  startTrialProduct,
  startTrialSandbox,
} from "./clinic-on-trial.ts";

const verifier = fileURLToPath(new URL("../../web/public/verify-proof.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "flit-proof-"));
const at = (name: string) => join(folder, name);
const terminal = quietTerminal();
let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
let runId = "";
let root = "";

/** One line of the export. */
interface Exported {
  readonly table: string;
  readonly row: Record<string, string | number | boolean | null>;
}
let proof: readonly string[] = [];
let exported: readonly Exported[] = [];

beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 5, patients: 60 }), startTrialProduct(terminal)]);
  product.startWorker();
  const job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  ({ id: runId } = await deliverWithoutSample(job));
  await writeFiles(job);
}, 300_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([sandbox?.close(), product?.close()]);
});

async function writeFiles(job: Job): Promise<void> {
  const context = await job.open();
  proof = await Array.fromAsync(proofLines(context, runId));
  writeFileSync(at("proof.jsonl"), proof.join(""));
  const key = await proofKey(context, runId);
  root = key.root;
  writeFileSync(at("key.json"), JSON.stringify(key));
  const lines = await Array.fromAsync(exportLines(context));
  exported = lines.map((line): Exported => JSON.parse(line));
  writeExport("export.jsonl", exported);
  const patient = proof
    .slice(1)
    .map((line) => JSON.parse(line))
    .find(([mapping]) => mapping === "patient");
  writeFileSync(at("inclusion.json"), JSON.stringify(await inclusionProof(context, runId, "patient", patient[1])));
}

function writeExport(name: string, rows: readonly Exported[]): void {
  writeFileSync(at(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

function verify(...args: readonly string[]): { readonly code: number | null; readonly text: string } {
  const files = args.map((arg) => (arg.includes(".") && !arg.startsWith("--") ? at(arg) : arg));
  // Nothing of ours is around it: an empty environment, another folder.
  const done = spawnSync(process.execPath, [verifier, ...files], { cwd: folder, env: {}, encoding: "utf8" });
  return { code: done.status, text: done.stdout + done.stderr };
}

const whole = ["--proof", "proof.jsonl", "--key", "key.json"] as const;

test("an untouched proof holds, and the destination is what was proved", () => {
  expect(verify("--proof", "proof.jsonl", "--root", root)).toMatchObject({ code: 0 });
  expect(verify(...whole, "--export", "export.jsonl")).toMatchObject({ code: 0 });
});

test("an export in one file for each table is read as well", () => {
  mkdirSync(at("tables.d"));
  for (const [table, rows] of Map.groupBy(exported, (one) => one.table))
    writeFileSync(at(`tables.d/${table}.jsonl`), rows.map(({ row }) => `${JSON.stringify(row)}\n`).join(""));
  expect(verify(...whole, "--export", "tables.d")).toMatchObject({ code: 0 });
});

test("no value of a patient is in the proof file, and none in its key", () => {
  const files = readFileSync(at("proof.jsonl"), "utf8") + readFileSync(at("key.json"), "utf8");
  const names = exported.flatMap(({ row }) => [row.lastname, row.emailaddress1, row.notetext]);
  const values = names.filter((value) => typeof value === "string" && value.length > 5);
  expect(values.length).toBeGreaterThan(30);
  expect(values.filter((value) => files.includes(String(value)))).toEqual([]);
});

test("a proof whose row was changed, dropped or doubled no longer leads to its root", () => {
  const spoil = (name: string, lines: readonly string[]) => {
    writeFileSync(at(name), lines.join(""));
    return verify("--proof", name);
  };
  const [head = "", first = "", ...rest] = proof;
  const [mapping, sourceId, part, rowId, cells] = JSON.parse(first);
  const changed = JSON.stringify([mapping, sourceId, part, rowId, `${cells[0] === "A" ? "B" : "A"}${cells.slice(1)}`]);
  expect(spoil("changed.jsonl", [head, `${changed}\n`, ...rest])).toMatchObject({ code: 1 });
  expect(spoil("dropped.jsonl", [head, ...rest])).toMatchObject({ code: 1 });
  expect(spoil("doubled.jsonl", [head, first, first, ...rest])).toMatchObject({ code: 1 });
  const otherRoot = head.replace(/"root":"[0-9a-f]{64}"/, `"root":"${"0".repeat(64)}"`);
  expect(spoil("head.jsonl", [otherRoot, first, ...rest])).toMatchObject({ code: 1 });
});

test("a proof that was made anew does not have the root that was handed out", () => {
  const [head = "", ...rest] = proof;
  writeFileSync(at("forged.jsonl"), [head.replace(/"mapDigest":"[^"]*"/, '"mapDigest":"forged"'), ...rest].join(""));
  const { code, text } = verify("--proof", "forged.jsonl", "--root", root);
  expect({ code, isNamed: text.includes("The root is not the one of --root") }).toEqual({ code: 1, isNamed: true });
});

test("the first cell that differs is named by record, table and column", () => {
  const at = exported.findIndex(({ table, row }) => table === "annotation" && row.notetext !== null);
  const note = exported[at];
  if (!note) throw new Error("no note");
  writeExport("cell.jsonl", exported.with(at, { ...note, row: { ...note.row, notetext: `${note.row.notetext}!` } }));
  const { code, text } = verify(...whole, "--export", "cell.jsonl");
  expect(code).toBe(1);
  expect(text).toMatch(/FIRST DIFFERENCE: treatment-note \d+: column notetext of annotation/);
  expect(text.match(/differs from what was proved/g)).toHaveLength(1);
});

test("notes exchanged between patients, a row that is missing and one that is too much are named", () => {
  const notes = exported.filter(({ table }) => table === "annotation");
  const [first] = notes;
  const second = notes.find(({ row }) => row._objectid_value !== first?.row._objectid_value);
  if (!first || !second) throw new Error("no two patients with notes");
  const swapped = exported.map((one) => {
    const other = one === first ? second : one === second ? first : null;
    return other === null ? one : { ...one, row: { ...one.row, _objectid_value: other.row._objectid_value ?? null } };
  });
  writeExport("swapped.jsonl", swapped);
  expect(verify(...whole, "--export", "swapped.jsonl").text.match(/column objectid of annotation/g)).toHaveLength(2);

  writeExport("missing.jsonl", exported.slice(0, -1));
  expect(verify(...whole, "--export", "missing.jsonl")).toMatchObject({
    code: 1,
    text: expect.stringContaining("is missing from the export"),
  });
  const contact = exported.find(({ table }) => table === "contact");
  if (!contact) throw new Error("no contact");
  const id = "00000000-0000-4000-8000-000000000001";
  writeExport("extra.jsonl", [...exported, { ...contact, row: { ...contact.row, contactid: id } }]);
  expect(verify(...whole, "--export", "extra.jsonl")).toMatchObject({
    code: 1,
    text: expect.stringContaining(`${id} (${String(contact.row.flit_sourcesystemid)}): extra row`),
  });
});

test("one patient's rows are proved to be in, and compared, without the rest; a changed one is not in", () => {
  expect(verify("--inclusion", "inclusion.json", "--root", root, "--export", "export.jsonl")).toMatchObject({
    code: 0,
  });
  const inclusion = JSON.parse(readFileSync(at("inclusion.json"), "utf8"));
  expect(inclusion.rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(inclusion)).not.toContain(JSON.parse(readFileSync(at("key.json"), "utf8")).key);
  const [row] = inclusion.rows;
  writeFileSync(at("other.json"), JSON.stringify({ ...inclusion, rows: [{ ...row, sourceId: `${row.sourceId}1` }] }));
  expect(verify("--inclusion", "other.json", "--root", root)).toMatchObject({
    code: 1,
    text: expect.stringContaining("is not in the proof"),
  });
});

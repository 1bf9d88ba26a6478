#!/usr/bin/env node
// Checks a FlitStack proof file. One file, no dependencies, no network: plain Node 20 or later.
//
//   node verify-proof.mjs --proof proof.jsonl [--root HEX] [--key key.json] [--export export.jsonl | folder]
//   node verify-proof.mjs --inclusion patient.json [--root HEX] [--export export.jsonl | folder]
//
// Exit code 0: everything holds. 1: something differs, and the first difference is named. 2: it could not be checked.
// The format is described in docs/proof-file.md.
import { createHash, createHmac } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const cellBytes = 16;
const shown = 20;
const lookupTable = "Microsoft.Dynamics.CRM.lookuplogicalname";

const say = (text) => process.stdout.write(`${text}\n`);

/** What stops the check itself: a file that is not what it should be. */
class Unreadable extends Error {}

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const node = (left, right) => sha256(Uint8Array.of(1), left, right);

export const leafOf = ([mapping, sourceId, part, rowId, cells]) =>
  sha256(Uint8Array.of(0), JSON.stringify([mapping, sourceId, part, rowId, cells])).toString("hex");
export const rootOfHead = (head) => sha256(Uint8Array.of(3), JSON.stringify(head)).toString("hex");
export const recordKey = (runKey, [mapping, sourceId, part, rowId]) =>
  hmac(Buffer.from(runKey, "hex"), JSON.stringify([mapping, sourceId, part, rowId]));

/** Root of a Merkle tree (RFC 6962), leaf by leaf. */
export function createTree() {
  const stack = [];
  return {
    add(leaf) {
      let top = { hash: Buffer.from(leaf, "hex"), size: 1 };
      while (stack.length > 0 && stack[stack.length - 1].size === top.size) {
        const left = stack.pop();
        top = { hash: node(left.hash, top.hash), size: top.size * 2 };
      }
      stack.push(top);
    },
    root() {
      if (stack.length === 0) return sha256().toString("hex");
      const [last, ...rest] = [...stack].reverse();
      return rest.reduce((right, left) => node(left.hash, right), last.hash).toString("hex");
    },
  };
}

/** The one spelling of a value; written here on its own, from the document alone. */
export function canonical(row, column) {
  const isLookup = column.type === "lookup";
  const property = isLookup ? `_${column.at}_value` : column.at;
  const value = row[property] ?? null;
  if (value === null) return null;
  if (isLookup) return `${row[`${property}@${lookupTable}`] ?? column.target}:${value}`.toLowerCase();
  const text = String(value).normalize("NFC").replace(/\r\n?/g, "\n").trim();
  if (text === "") return null;
  if (column.type === "decimal" || column.type === "money") return decimal(text, column.scale) ?? text;
  if (["integer", "choice", "state", "status"].includes(column.type)) return decimal(text, null) ?? text;
  if (column.type === "instant") return instant(text) ?? text;
  if (column.type === "date") return /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(text)?.[0] ?? text;
  return column.type === "id" || column.type === "boolean" ? text.toLowerCase() : text;
}

function decimal(text, scale) {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null || (match[2] ?? "") + (match[3] ?? "") === "") return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const point = whole.length + Number(exponent);
  let digits = whole + fraction;
  if (point < 0) digits = "0".repeat(-point) + digits;
  digits = digits.padEnd(Math.max(point, 0), "0");
  const before = digits.slice(0, Math.max(point, 0));
  let after = digits.slice(Math.max(point, 0));
  let units = before;
  if (scale === null) after = after.replace(/0+$/, "");
  else {
    const isUp = (after[scale] ?? "0") >= "5";
    const scaled = (BigInt(`0${before}${after.slice(0, scale).padEnd(scale, "0")}`) + (isUp ? 1n : 0n)).toString();
    const padded = scaled.padStart(scale + 1, "0");
    units = padded.slice(0, padded.length - scale);
    after = padded.slice(padded.length - scale);
  }
  const plain = `${units.replace(/^0+(?=\d)/, "") || "0"}${after === "" ? "" : `.${after}`}`;
  return sign === "-" && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

function instant(text) {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (match === null) return null;
  const at = Date.parse(`${match[1]}T${match[2] ?? "00:00"}${match[3] ?? "Z"}`);
  return Number.isNaN(at) ? null : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The columns of a row that are not what was proved. */
export function differingColumns(row, columns, cells, key) {
  const proved = Buffer.from(cells, "base64url");
  return columns
    .filter((column, index) => {
      const digest = hmac(hmac(key, column.name), JSON.stringify(canonical(row, column))).subarray(0, cellBytes);
      return !digest.equals(proved.subarray(index * cellBytes, (index + 1) * cellBytes));
    })
    .map(({ name }) => name);
}

/** Lines of a file, one at a time. */
const linesOf = (file) => createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity });

function parse(text, what) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(`${what} is no JSON.`);
  }
}

/** Reads a proof file, checks it against itself, and remembers its rows for a comparison. */
export async function readProof(file) {
  const problems = [];
  const rows = new Map();
  let head = null;
  let at = -1;
  let tree = createTree();
  let last = null;
  let count = 0;
  let position = 0;
  const close = () => {
    const object = head.objects[at];
    if (object === undefined) return;
    if (count !== object.leaves)
      problems.push(`${object.mapping}: ${count} rows where the head says ${object.leaves}.`);
    if (tree.root() !== object.root) problems.push(`${object.mapping}: its rows do not lead to the root in the head.`);
  };
  for await (const text of linesOf(file)) {
    if (text === "") continue;
    if (head === null) {
      head = parse(text, "The first line");
      if (head.format !== "flitstack-proof" || head.version !== 1) throw new Unreadable("This is no proof file.");
      continue;
    }
    const line = parse(text, `Line ${position + 2}`);
    position += 1;
    while (at < 0 || head.objects[at]?.mapping !== line[0]) {
      close();
      at += 1;
      [tree, last, count] = [createTree(), null, 0];
      if (at >= head.objects.length)
        throw new Unreadable(`Line ${position + 1}: ${line[0]} does not stand where it belongs.`);
    }
    const object = head.objects[at];
    const order = [Buffer.from(line[1]).toString("hex"), String(line[2]).padStart(6, "0"), line[3]].join("\n");
    if (last !== null && order <= last) problems.push(`${line[0]} ${line[1]}: stands twice or out of order.`);
    if (Buffer.from(line[4], "base64url").length !== object.columns.length * cellBytes)
      problems.push(`${line[0]} ${line[1]}: has not one digest for each column.`);
    tree.add(leafOf(line));
    rows.set(`${object.table}:${line[3]}`, { line, object: at, position, isSeen: false });
    last = order;
    count += 1;
  }
  if (head === null) throw new Unreadable("The file is empty.");
  for (; at < head.objects.length; ) {
    close();
    at += 1;
    [tree, last, count] = [createTree(), null, 0];
  }
  return { head, root: rootOfHead(head), rows, problems };
}

/** Rows of an export with their tables: one file of `{table, row}` lines, or a folder of `<table>.jsonl`. */
async function* exportRows(path) {
  if (!existsSync(path)) throw new Unreadable(`There is no ${path}.`);
  if (!statSync(path).isDirectory()) {
    for await (const text of linesOf(path)) {
      if (text === "") continue;
      const { table, row } = parse(text, "A line of the export");
      if (typeof table !== "string" || typeof row !== "object")
        throw new Unreadable("A line of the export names no table and row.");
      yield { table, row };
    }
    return;
  }
  for (const name of readdirSync(path)
    .filter((one) => one.endsWith(".jsonl"))
    .sort()) {
    for await (const text of linesOf(join(path, name)))
      if (text !== "") yield { table: basename(name, ".jsonl"), row: parse(text, `A line of ${name}`) };
  }
}

/** Compares an export with what was proved; each difference stands in the order of the proof. */
export async function compareExport(head, rows, path, keyOf) {
  const found = [];
  const tables = new Map();
  for (const object of head.objects) tables.set(object.table, [...(tables.get(object.table) ?? []), object]);
  for await (const { table, row } of exportRows(path)) {
    const [first] = tables.get(table) ?? [];
    if (first === undefined) continue;
    const id = String(row[first.idColumn] ?? "").toLowerCase();
    const known = rows.get(`${table}:${id}`);
    if (known === undefined) {
      const mark = first.marker === null ? null : row[first.marker.column];
      const isOurs =
        first.marker === null
          ? String(row._createdby_value ?? "").toLowerCase() === head.writer.toLowerCase()
          : tables.get(table).some(({ marker }) => String(mark ?? "").startsWith(marker.prefix));
      if (isOurs)
        found.push({
          position: Infinity,
          text: `${table} ${id}${mark ? ` (${mark})` : ""}: extra row, not in the proof.`,
        });
      continue;
    }
    if (known.isSeen)
      found.push({
        position: known.position,
        text: `${known.line[0]} ${known.line[1]}: row ${id} stands twice in the export.`,
      });
    known.isSeen = true;
    const key = keyOf(known.line);
    if (key === null) continue;
    for (const column of differingColumns(row, head.objects[known.object].columns, known.line[4], key))
      found.push({
        position: known.position,
        text: `${known.line[0]} ${known.line[1]}: column ${column} of ${table} ${id} differs from what was proved.`,
      });
  }
  for (const { line, object, position, isSeen } of rows.values())
    if (!isSeen)
      found.push({
        position,
        text: `${line[0]} ${line[1]}: row ${line[3]} of ${head.objects[object].table} is missing from the export.`,
      });
  return found.sort((a, b) => a.position - b.position).map(({ text }) => text);
}

/** Checks that rows of one patient are in a proof, from the few hashes beside their way to the root. */
export function checkInclusion(file) {
  const content = parse(readFileSync(file, "utf8"), "The file");
  if (content.format !== "flitstack-inclusion" || content.version !== 1)
    throw new Unreadable("This is no inclusion proof.");
  const { head, rows } = content;
  const problems = [];
  const kept = new Map();
  rows.forEach(({ mapping, sourceId, part, rowId, cells, path, key }, index) => {
    const at = head.objects.findIndex((one) => one.mapping === mapping);
    const line = [mapping, sourceId, part, rowId, cells];
    const top = path.reduce(
      (hash, step) => {
        const other = Buffer.from(step.hash, "hex");
        return step.isLeft ? node(other, hash) : node(hash, other);
      },
      Buffer.from(leafOf(line), "hex"),
    );
    if (at < 0 || top.toString("hex") !== head.objects[at].root) {
      problems.push(`${mapping} ${sourceId}: is not in the proof.`);
      return;
    }
    kept.set(`${head.objects[at].table}:${rowId}`, { line, object: at, position: index, isSeen: false, key });
  });
  return { head, root: rootOfHead(head), rows: kept, problems };
}

async function main() {
  const text = { type: "string" };
  const { values } = parseArgs({ options: { proof: text, inclusion: text, root: text, key: text, export: text } });
  if ((values.proof === undefined) === (values.inclusion === undefined))
    throw new Unreadable("Use --proof FILE or --inclusion FILE; see the head of this file.");
  const isWhole = values.proof !== undefined;
  const { head, root, rows, problems } = isWhole ? await readProof(values.proof) : checkInclusion(values.inclusion);
  const key = values.key === undefined ? null : parse(readFileSync(values.key, "utf8"), "The key file");
  for (const [what, wanted] of [
    ["--root", values.root],
    ["the key file", key?.root],
  ])
    if (wanted !== undefined && wanted !== root) problems.push(`The root is not the one of ${what}: ${root}`);
  say(`Run ${head.run} · ${rows.size} rows · root ${root}`);
  if (values.export !== undefined && problems.length === 0) {
    const keyOf = isWhole
      ? (line) => (key === null ? null : recordKey(key.key, line))
      : (line) => Buffer.from([...rows.values()].find((one) => one.line === line).key, "hex");
    const differences = await compareExport(head, rows, values.export, keyOf);
    // A patient's proof speaks of that patient's rows alone.
    problems.push(...(isWhole ? differences : differences.filter((one) => !one.includes(": extra row"))));
    if (isWhole && key === null) say("Without --key only the presence of rows was compared, not their content.");
  }
  if (problems.length === 0) {
    say(values.export === undefined ? "The proof holds." : "The proof holds, and the export is what was proved.");
    return 0;
  }
  say(`FIRST DIFFERENCE: ${problems[0]}`);
  for (const problem of problems.slice(1, shown)) say(`  ${problem}`);
  if (problems.length > shown) say(`  … and ${problems.length - shown} more`);
  return 1;
}

if (process.argv[1] !== undefined && basename(process.argv[1]).startsWith("verify-proof")) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      say(
        error instanceof Unreadable || error?.code?.startsWith?.("ERR_PARSE_ARGS") || error?.code === "ENOENT"
          ? error.message
          : error,
      );
      process.exitCode = 2;
    },
  );
}

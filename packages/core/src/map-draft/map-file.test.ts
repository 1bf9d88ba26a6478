import fc from "fast-check";
import { expect, test } from "vitest";
import { lineDecisions, type MapLine } from "../map-line.ts";
import { diffVersions } from "./diff-versions.ts";
import { exportMap, importMap } from "./map-file.ts";
import { mapsOf } from "./maps-of.ts";
import { field, testCurated, testLines, testMap } from "./testing-draft.ts";

const columns = ["firstname", "lastname", "nickname", "jobtitle"];
const maps = [testMap(columns.map((column) => ({ column, value: field(column) })))];
const curated = testCurated(maps, { locked: { "patient.firstname": "needed" } });
const lines = testLines(curated);
const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A draft people have worked on: decisions, columns and rules at random, lines added. */
const draft = fc
  .record({
    decisions: fc.array(fc.constantFrom(...lineDecisions), { minLength: 4, maxLength: 4 }),
    targets: fc.array(fc.option(fc.constantFrom("a", "b", "c"), { nil: null }), { minLength: 4, maxLength: 4 }),
    added: fc.uniqueArray(fc.constantFrom("added:1", "added:2"), { maxLength: 2 }),
  })
  .map(({ decisions, targets, added }): readonly MapLine[] => [
    ...lines.map((line, index) =>
      line.proposal?.isLocked
        ? line
        : { ...line, decision: decisions[index] ?? "open", value: { ...line.value, column: targets[index] ?? null } },
    ),
    ...added.map(
      (id, position): MapLine => ({
        ...(lines[1] as MapLine),
        id,
        position: 10 + position,
        proposal: null,
        value: { ...(lines[1] as MapLine).value, value: field(id) },
      }),
    ),
  ]);

/** Carries out an import. */
function applied(target: readonly MapLine[], file: unknown) {
  const { changes, refused } = importMap(file, target, curated);
  const changed = new Map(changes.map((change) => [change.lineId, change]));
  const kept = target.map((line) => ({ ...line, ...changed.get(line.id)?.after }));
  const added = changes.flatMap((change) =>
    change.kind === "add"
      ? [{ id: change.lineId, mapping: change.mapping, position: change.position, ...change.after }]
      : [],
  );
  return { lines: [...kept, ...added], refused };
}

test("importing an export into the first draft gives the exported map, and nothing differs", () => {
  fc.assert(
    fc.property(draft, (worked) => {
      const result = applied(lines, through(exportMap(worked)));
      expect(result.refused).toEqual([]);
      expect(diffVersions(worked, result.lines)).toEqual([]);
      expect(mapsOf(maps, result.lines)).toEqual(mapsOf(maps, worked));
    }),
  );
});

test("importing an export into itself changes nothing", () => {
  fc.assert(
    fc.property(draft, (worked) => {
      expect(importMap(through(exportMap(worked)), worked, curated)).toEqual({ changes: [], refused: [] });
    }),
  );
});

test("what it cannot take is refused line by line, with a reason", () => {
  const { digest: _digest, ...file } = exportMap(lines);
  const [locked, second] = file.lines;
  const edited = {
    ...file,
    lines: [
      { ...locked, decision: "ignored" },
      { ...second, id: "patient.unknown" },
      { ...second, id: "added:9", mapping: "nothing" },
      { ...second, value: { ...second?.value, value: { op: "eval" } } },
      { ...second, decision: "ignored" },
      { ...second, decision: "open" },
    ],
  };
  const { changes, refused } = importMap(through(edited), lines, curated);
  expect(refused.map(({ lineId }) => lineId)).toEqual([
    "patient.firstname",
    "patient.unknown",
    "added:9",
    "patient.lastname",
    "patient.lastname",
  ]);
  expect(changes).toMatchObject([
    { kind: "change", lineId: "patient.lastname", revision: 1, after: { decision: "ignored" } },
  ]);
});

test.each([
  ["none of ours", { hello: 1 }, "map-file-unknown"],
  ["a later version", { ...exportMap(lines), version: 2 }, "map-file-unknown"],
  ["damaged on its way", { ...exportMap(lines), lines: [] }, "map-file-damaged"],
])("a file that is %s is refused as a whole", (_name, file, code) => {
  expect(() => importMap(file, lines, curated)).toThrow(expect.objectContaining({ code }));
});

test("versions differ by columns, rules, decisions, and lines that came or went", () => {
  const [one, two, three] = lines as readonly [MapLine, MapLine, MapLine];
  const after = [
    { ...one, value: { ...one.value, column: "other" }, decision: "ignored" as const },
    { ...two, value: { ...two.value, value: field("x") } },
    { ...three, id: "added:1" },
  ];
  expect(diffVersions([one, two, three], after).map(({ lineId, kind, parts }) => [lineId, kind, parts])).toEqual([
    [one.id, "changed", ["column", "decision"]],
    [two.id, "changed", ["rule"]],
    ["added:1", "added", []],
    [three.id, "removed", []],
  ]);
});

import { expect, test } from "vitest";
import type { MapLine } from "../map-line.ts";
import { linesOf } from "./lines-of.ts";
import { reconcile } from "./reconcile.ts";
import { field, testCurated, testMap } from "./testing-draft.ts";

const matcher = { propose: () => [] };
const memory = { confirmed: [], rejected: [] };
const proposed = (path: string, locked = {}) =>
  linesOf({
    curated: testCurated(
      [
        testMap([
          { column: "firstname", value: field(path) },
          { column: "lastname", value: field("last") },
        ]),
      ],
      { locked },
    ),
    profiles: [],
    tables: {},
    matcher,
    memory,
  });
const ann = { id: "1", name: "Ann" };
const decided = (line: MapLine): MapLine => ({
  ...line,
  decision: "confirmed",
  decidedBy: ann,
  decidedAt: "now",
  revision: 4,
});
const first = reconcile([], proposed("first"));

test("a decision stays where the proposal says the same, and the same lines come out", () => {
  const old = first.map(decided);
  expect(reconcile(old, proposed("first"))).toEqual(old);
});

test("a changed proposal sends the decided line back with a reason, and keeps what a person had made of it", () => {
  const [one, two] = reconcile(first.map(decided), proposed("given"));
  expect(one).toMatchObject({ decision: "open", decidedBy: null, value: { value: field("given") }, revision: 5 });
  expect(one?.proposal).toMatchObject({ band: "review", reason: expect.stringContaining("Proposed anew") });
  expect(two?.decision).toBe("confirmed");
  const edited = first.map((line) => decided({ ...line, value: { ...line.value, column: "nickname" } }));
  const [kept] = reconcile(edited, proposed("given"));
  expect(kept).toMatchObject({ decision: "open", value: { column: "nickname" } });
});

test("an open line nobody touched follows the proposal", () => {
  expect(reconcile(first, proposed("given"))[0]).toMatchObject({ decision: "open", value: { value: field("given") } });
});

test("lines people added stay, lines of fields that are gone go", () => {
  const added: MapLine = { ...(first[0] as MapLine), id: "added:1", proposal: null };
  const gone: MapLine = { ...added, id: "patient.?old", proposal: first[0]?.proposal ?? null };
  const ids = reconcile([...first, added, gone], proposed("first")).map(({ id }) => id);
  expect(ids).toEqual(["patient.firstname", "patient.lastname", "added:1"]);
});

test("locked lines are decided from the start and follow the product", () => {
  const locked = { "patient.firstname": "needed" };
  const [line] = reconcile([], proposed("first", locked));
  expect(line).toMatchObject({
    decision: "confirmed",
    decidedBy: null,
    proposal: { isLocked: true, reason: "needed" },
  });
  expect(reconcile(line ? [line] : [], proposed("given", locked))[0]).toMatchObject({
    decision: "confirmed",
    value: { value: field("given") },
  });
});

import { expect, test } from "vitest";
import { type FieldProposal, noMemory } from "../matcher.ts";
import { testTable } from "../testing-table.ts";
import { linesOf } from "./lines-of.ts";
import { field, testCurated, testMap } from "./testing-draft.ts";

const platform = testTable({ nickname: "text" });
const contact = {
  ...platform,
  columns: { ...platform.columns, ...testTable({ new_source: "text" }, { isCustom: true }).columns },
};
const asked = (path: string, label: string) => ({
  ...{ id: `patients.${path}`, label, section: null, type: "text", options: [], longest: 40 },
});
const [fixed, custom] = [asked("referral_source", "Referral source"), asked("custom:1", "Where from?")];
const matched = (lineId: string, one: typeof fixed, isFixed: boolean) => ({
  ...{ lineId: `patient.${lineId}`, field: one, plain: field(one.id), isFixed },
});
const curated = testCurated(
  [
    testMap([
      { column: "flit_referrer", value: field("referral_source") },
      { column: "flit_cf_from", value: field("custom:1") },
    ]),
  ],
  { matched: [matched("flit_referrer", fixed, true), matched("flit_cf_from", custom, false)] },
);
const nothing = { column: null, band: "review", probability: 0.6, reason: "Said so.", runnersUp: [] } as const;
const near = (...names: readonly string[]) => ({ runnersUp: names.map((name) => ({ column: name, reason: "Near." })) });
/** Lines of a field the pair keeps in a column of ours and of a custom field, after the matcher said this of both. */
const lines = (said: Partial<FieldProposal>) => {
  const propose = () => [fixed, custom].map(({ id }) => ({ ...nothing, field: id, ...said }));
  return linesOf({ curated, profiles: [], tables: { contact }, matcher: { propose }, memory: noMemory });
};
const kept = (said: Partial<FieldProposal>) => lines(said)[0]?.proposal;

test("a field the pair keeps is as sure as the pair where no column of the organisation's came near", () => {
  const sure = { column: "flit_referrer", origin: "curated", band: "high" };
  expect(kept({})).toMatchObject({ ...sure, probability: 0.98 });
  expect(kept(near("nickname"))).toMatchObject({ ...sure, probability: 0.98 });
  expect(kept(near("nickname", "new_source"))).toMatchObject({ ...sure, probability: 0.95 });
  expect(kept({ column: "nickname", ...near("new_source") })).toMatchObject({ ...sure, probability: 0.95 });
});

test("it is looked at where one came nearest, as sure as it is that none is right", () => {
  const looked = { column: "flit_referrer", origin: "curated", band: "review", ...near("new_source") };
  expect(kept({ ...near("new_source"), noneProbability: 0.7 })).toMatchObject({ ...looked, probability: 0.7 });
  expect(kept({ ...near("new_source"), noneProbability: 0.2, band: "unsure" })).toMatchObject({
    ...looked,
    probability: 0.5,
  });
});

test("of fields that claim one column of the organisation's each keeps its own, nothing stays behind, and people are told who else claims it", () => {
  const said = (wanted: string) =>
    [fixed, custom].map(({ id }) => ({
      ...{ ...nothing, ...near(wanted), field: id, create: null, probability: 0.9 },
      conflictsWith: [id === fixed.id ? custom.id : fixed.id],
    }));
  const claimed = (wanted: string) =>
    linesOf({
      ...{ curated, profiles: [], tables: { contact }, memory: noMemory },
      matcher: { propose: () => said(wanted) },
    }).map(({ proposal }) => proposal);
  const open = { band: "review", probability: 0.79, ...near("new_source") };
  expect(claimed("new_source")).toMatchObject([
    { ...open, column: "flit_referrer", reason: expect.stringContaining("“Where from?”") },
    { ...open, column: "flit_cf_from", reason: expect.stringContaining("“Referral source”") },
  ]);
  // What the pair has checked by hand does not give way to a column of the platform's.
  expect(claimed("nickname")[0]).toMatchObject({ column: "flit_referrer", origin: "curated", band: "high" });
});

import { globSync, readFileSync } from "node:fs";
import { dispositions, type FaultKind } from "@flit/core/fault";
import { heldReason } from "@flit/core/held-choice";
import { issueRepairs, issueSeverities } from "@flit/core/issues/issue";
import { vanishedReason } from "@flit/core/vanished";
import { expect, test } from "vitest";
import { filePlan } from "../files.ts";
import { objectMaps } from "../object-maps.ts";
import { defaultPairOptions } from "../pair-options.ts";
import { columnOf, issueCause, knownCause } from "./issue-cause.ts";
import { hasNoun } from "./record-nouns.ts";
import { byDesign } from "./source-causes.ts";

const maps = objectMaps({ ...defaultPairOptions, sharePoint: true, skipUnrelatedPatients: true });

/** Faults of the schema's creation: they stop a run and stand in no record's account. */
const ofSchema = ["definition-missing", "in-use", "key-failed", "publisher-missing", "unknown-object"];

/** Codes of faults that reject a record, as the connectors' own source spells them. */
function faultCodes(): readonly string[] {
  const rejecting = Object.entries(dispositions).filter(([, what]) => what === "reject");
  const kinds = rejecting.map(([kind]) => kind as FaultKind).join("|");
  const thrown = new RegExp(`new Fault\\(\\s*"(?:${kinds})",\\s*"([^"]+)"`, "g");
  const files = globSync("packages/connectors/src/**/*.ts").filter((path) => !/testing|\.test\./.test(path));
  return [
    ...new Set(
      files.flatMap((path) => [...readFileSync(path, "utf8").matchAll(thrown)].map((found) => found[1] ?? "")),
    ),
  ];
}

/** Codes the engine itself writes into accounts and ledger. */
function engineCodes(): readonly string[] {
  const source = globSync("packages/engine/src/{load,files,settle-open}.ts").map((path) => readFileSync(path, "utf8"));
  const written = [/failure: "([a-z-]+)"/g, /\?\? "([a-z-]+)"[,)`]/g, /: "(absent)"/g, /code === "([a-z-]+)"/g];
  return [
    ...new Set(
      source.flatMap((text) => written.flatMap((form) => [...text.matchAll(form)].map((one) => one[1] ?? ""))),
    ),
  ];
}

test("every code that connectors, engine and map can give has words of its own", () => {
  const faults = faultCodes().filter((code) => !ofSchema.includes(code));
  const skips = [...maps.flatMap(({ skip }) => skip.map(({ reason }) => reason)), vanishedReason, "still-processing"];
  const missing = [...maps.map(({ key }) => `missing:${key}`), `missing:${filePlan.owner.mapping}`];
  expect(faults.length).toBeGreaterThan(10);
  expect(engineCodes()).toEqual(
    expect.arrayContaining(["row-deleted", "version", "absent", "refused", "rejected", "hash-mismatch"]),
  );
  const codes = [
    ...faults,
    ...engineCodes().filter((code) => code !== "reference" && code !== "duplicate-id"),
    ...missing,
  ];
  const silent = [
    ...codes.filter((code) => knownCause({ kind: "rejected", code }) === null),
    ...skips.filter((code) => !byDesign.includes(code) && knownCause({ kind: "skipped", code }) === null),
  ];
  expect(silent).toEqual([]);
});

test("every kind of note, verdict, doubt and conflict has words", () => {
  const all = [
    ["note", "clipped"],
    ["note", "unknown-choice"],
    ["note", "unreadable"],
    ["mismatched", "mismatched"],
    ["unknown", "unknown"],
    ["conflict", "edited"],
    ["conflict", "deleted"],
  ] as const;
  for (const [kind, code] of all) {
    const cause = knownCause({ kind, code });
    expect(issueSeverities).toContain(cause?.severity);
    expect(issueRepairs).toContain(cause?.repair);
  }
});

test("a code nobody foresaw is named as it is, with something to do", () => {
  expect(issueCause({ kind: "rejected", code: "0x8004ffff", mapping: "invoice" })).toMatchObject({
    happened: "could not be written",
    why: "Dynamics refused them with its error 0x8004ffff.",
    repair: "retry",
  });
  expect(issueCause({ kind: "rejected", code: "quotaLimitReached", mapping: "attachment" }).why).toContain(
    "quotaLimitReached",
  );
});

test("codes inside codes are told: what is waited for, which state, which column", () => {
  expect(issueCause({ kind: "rejected", code: "missing:patient", mapping: "invoice" }).happened).toBe(
    "wait for the patient they belong to",
  );
  expect(issueCause({ kind: "rejected", code: "finish:0x8004022b", mapping: "invoice" })).toMatchObject({
    repair: "owners",
  });
  expect(columnOf({ code: "column missing: flit_mrn", column: null })).toBe("flit_mrn");
  const held = heldReason("flit_kind");
  expect(issueCause({ kind: "rejected", code: held, mapping: "patient" })).toMatchObject({
    severity: "missing",
    repair: "choices",
  });
  expect(columnOf({ code: held, column: null })).toBe("flit_kind");
});

test("every map's records have a name", () => {
  expect([...maps.map(({ key }) => key), filePlan.mapping].filter((key) => !hasNoun(key))).toEqual([]);
});

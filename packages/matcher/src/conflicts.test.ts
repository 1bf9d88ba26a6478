import { noMemory } from "@flit/core/matcher";
import { expect, test } from "vitest";
import { columnMatcher } from "./column-matcher.ts";
import { column, field } from "./testing-elements.ts";

test("two fields that mean one column under different words are a conflict; left and right are none", () => {
  const target = [
    column("new_lastxray", "Last X-ray Date", { type: "date", maxLength: null }),
    column("new_pulseleft", "Pulse Left"),
    column("birthdate", "Birthday", { type: "date", maxLength: null }),
  ];
  const ask = (labels: readonly string[], type: string) =>
    columnMatcher
      .propose(
        labels.map((label) => field(label, { type })),
        target,
        noMemory,
      )
      .map(({ conflictsWith = [] }) => conflictsWith.length);
  expect(ask(["Last XR", "Spinal x-ray when"], "date")).toEqual([1, 1]);
  expect(ask(["Pulse (L)", "Pulse (R)"], "text")).toEqual([0, 0]);
});

test("a field of the account's and one of a form that both mean a person are a conflict, though the column says more", () => {
  const target = [
    column("new_medicarenumber", "Medicare Number"),
    column("new_nextofkinname", "Next of Kin Name"),
    column("new_nextofkinphone", "Next of Kin Phone"),
    column("new_claim", "Claim Number"),
    column("telephone2", "Home Phone"),
    column("new_emergencyname", "Emergency Contact Name"),
    column("new_emergencyphone", "Emergency Contact Phone"),
    column("new_order", "Purchase Order"),
    column("new_pulse", "Pulse"),
  ];
  const conflicts = (labels: readonly string[]) =>
    columnMatcher
      .propose(
        labels.map((label) => field(label)),
        target,
        noMemory,
      )
      .map(({ conflictsWith = [], probability, runnersUp }) =>
        conflictsWith.length > 0 && probability < 0.8 ? runnersUp[0]?.column : null,
      );
  expect(conflicts(["Emergency contact", "ICE"])).toEqual(["new_emergencyname", "new_emergencyname"]);
  expect(conflicts(["PO number", "Provider's order ref"])).toEqual(["new_order", "new_order"]);
  expect(conflicts(["Pulse (L)", "Pulse (R)"])).toEqual([null, null]);
  expect(conflicts(["PO number", "Old PO number, no longer used"])).toEqual([null, null]);
});

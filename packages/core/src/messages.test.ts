import { expect, test } from "vitest";
import { type MessageContent, mailOf, retryInMs, wishOf } from "./messages.ts";

const ended: MessageContent = {
  event: "run.ended",
  at: "2026-11-25T10:00:00.000Z",
  clinic: "Harbour Physio",
  migration: { id: "m", name: "Cliniko to Dynamics" },
  run: { id: "r", kind: "load", state: "incomplete" },
  code: null,
  counts: { written: 1_200, leftOut: 3, refused: 12, verified: 1_199, different: 1 },
  link: "https://flit.example/clinics/c/migrations/m/run",
};

test("a message about a run that ended names the migration, how it ended, the counts and the page", () => {
  const { subject, text } = mailOf(ended);
  expect(subject).toBe("Harbour Physio: Full run is complete with issues");
  for (const part of ["Cliniko to Dynamics", "Written: 1,200", "Could not be written: 12", ended.link ?? ""])
    expect(text).toContain(part);
});

test("a message about a run that waits for somebody says so and why", () => {
  const waits = { ...ended, event: "run.needs-someone", code: "quarantined" } as const;
  const { text } = mailOf({ ...waits, run: { id: "r", kind: "load", state: "paused" } });
  expect(text).toContain("waits for you (quarantined)");
});

test("a message is tried for a day, less and less often, and then given up", () => {
  const waits = Array.from({ length: 10 }, (_, index) => retryInMs(index + 1));
  const tries = waits.filter((wait) => wait !== null);
  expect(tries).toEqual([...tries].sort((one, other) => one - other));
  expect(tries.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(12 * 3_600_000);
  expect(waits.at(-1)).toBeNull();
});

test("before anybody chooses, those who run the clinic are told, and operators when they are needed", () => {
  expect(wishOf("owner")).toEqual({ whenEnded: true, whenNeeded: true });
  expect(wishOf("operator")).toEqual({ whenEnded: false, whenNeeded: true });
  expect(wishOf("auditor")).toEqual({ whenEnded: false, whenNeeded: false });
});

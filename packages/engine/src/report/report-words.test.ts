import type { MigrationReport } from "@flit/core/migration-report";
import { expect, test } from "vitest";
import { objectSums } from "./report-words.ts";

type Book = MigrationReport["objects"][number];

const book = (given: Partial<Book> & Pick<Book, "mapping" | "object" | "list">): Book => ({
  source: 0,
  created: 0,
  updated: 0,
  matched: 0,
  skipped: [],
  rejected: [],
  unknown: 0,
  verified: 0,
  edited: 0,
  mismatched: 0,
  missing: 0,
  extra: 0,
  duplicates: 0,
  isDerived: false,
  ...given,
});
const sumsOf = (objects: readonly Book[]) => objectSums({ objects: [...objects] });

test("a record that becomes two rows counts as one record, of which two rows arrived", () => {
  const appointment = { object: "Appointment", list: "attendees", source: 10, created: 9 };
  const skipped = [{ reason: "merged", count: 1 }];
  expect(
    sumsOf([
      book({ ...appointment, mapping: "appointment-task", skipped }),
      book({ ...appointment, mapping: "appointment", skipped }),
    ]),
  ).toMatchObject([{ source: 10, arrived: 9, leftOut: 1, rows: 18 }]);
});

test("maps that share a list among them add up", () => {
  const of = (mapping: string, created: number) =>
    book({
      mapping,
      object: "Communication",
      list: "communications",
      source: 10,
      created,
      skipped: [{ reason: "other-kind", count: 10 - created }],
    });
  expect(sumsOf([of("email", 6), of("call", 4)])).toMatchObject([{ source: 10, arrived: 10, leftOut: 0 }]);
});

test("what the pair derives is no record of Cliniko's beside those that are, and counts where nothing else is", () => {
  const file = book({ mapping: "attachment", object: "Attachment", list: "files", source: 5, created: 5 });
  const folder = { object: "Attachment", list: "folders", source: 3, created: 3, isDerived: true };
  expect(sumsOf([file, book({ ...folder, mapping: "folder" })])).toMatchObject([{ source: 5, arrived: 5, rows: 8 }]);
  expect(sumsOf([book({ ...folder, mapping: "folder" })])).toMatchObject([{ source: 3, arrived: 3 }]);
});

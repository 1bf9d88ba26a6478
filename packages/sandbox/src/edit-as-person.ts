import { DataverseError } from "./dataverse/model.ts";
import type { RunningDataverse } from "./dataverse/server.ts";
import { seededRandom } from "./platform/seeded-random.ts";

/** One row a person changed, by column. */
export interface PersonEdit {
  readonly table: string;
  readonly id: string;
  readonly columns: readonly string[];
}

/** What a person would change in a row of each table: mapped and unmapped columns alike. */
const habits: readonly {
  readonly table: string;
  readonly edits: readonly ((number: number) => Record<string, string>)[];
}[] = [
  {
    table: "contact",
    edits: [
      (number) => ({ mobilephone: `0400 000 ${String(number).padStart(3, "0")}` }),
      (number) => ({ emailaddress1: `edited.${number}@patients.example` }),
      () => ({ nickname: "Edited" }),
      () => ({ address1_city: "Edited Town", nickname: "Edited" }),
    ],
  },
  { table: "account", edits: [(number) => ({ telephone1: `03 5550 0${String(number).padStart(3, "0")}` })] },
  { table: "opportunity", edits: [() => ({ description: "Edited by a person." })] },
  { table: "appointment", edits: [() => ({ description: "Edited by a person." })] },
  { table: "task", edits: [() => ({ description: "Edited by a person." })] },
  { table: "annotation", edits: [() => ({ subject: "Edited by a person" })] },
];

/** Lets a person change `count` rows the application created and that still exist. Same seed, same rows and changes. */
export function editAsPerson(dataverse: RunningDataverse, options: { seed: number; count: number }): PersonEdit[] {
  const random = seededRandom(options.seed);
  const editable = new Map(habits.map((habit) => [habit.table, habit.edits]));
  const candidates = createdByApplication(dataverse).filter(({ table }) => editable.has(table));
  const done: PersonEdit[] = [];
  while (done.length < options.count && candidates.length > 0) {
    const [{ table, id } = { table: "", id: "" }] = candidates.splice(Math.floor(random() * candidates.length), 1);
    const edits = editable.get(table) ?? [];
    const values = edits[Math.floor(random() * edits.length)]?.(done.length) ?? {};
    // A closed activity is read-only for people as well: they turn to the next row.
    if (!attempt(() => dataverse.editAsPerson(table, id, values))) continue;
    done.push({ table, id, columns: Object.keys(values) });
  }
  return done;
}

function createdByApplication(dataverse: RunningDataverse): { table: string; id: string }[] {
  const existing = new Map(habits.map(({ table }) => [table, new Set(dataverse.rowsOf(table).map((row) => row.id))]));
  const created = [...dataverse.commitLog.entries()].filter(({ op, by }) => op === "create" && by === "app");
  const keys = new Set(
    created.filter(({ table, id }) => existing.get(table)?.has(id)).map(({ table, id }) => `${table}:${id}`),
  );
  return [...keys]
    .sort()
    .map((key) => ({ table: key.slice(0, key.indexOf(":")), id: key.slice(key.indexOf(":") + 1) }));
}

function attempt(edit: () => void): boolean {
  try {
    edit();
    return true;
  } catch (error) {
    if (error instanceof DataverseError) return false;
    throw error;
  }
}

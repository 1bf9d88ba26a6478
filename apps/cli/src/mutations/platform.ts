import { z } from "zod";

/** A value as the sandbox stores it. */
export type StoredValue = string | number | boolean | null | { readonly table: string; readonly id: string };
export type StoredRow = Readonly<Record<string, StoredValue>>;

/** A change behind the platform's back, as the sandbox's control port takes it. */
export type RawChange =
  | { readonly op: "set"; readonly table: string; readonly id: string; readonly values: StoredRow }
  | { readonly op: "insert"; readonly table: string; readonly id: string; readonly values: StoredRow }
  | { readonly op: "delete"; readonly table: string; readonly id: string };

/** An edit a person makes in the app, by the platform's rules. */
export interface PersonEdit {
  readonly table: string;
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

const stored = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.object({ table: z.string(), id: z.string() }),
]);
const snapshot = z.object({
  dataverse: z.object({ rows: z.record(z.string(), z.record(z.string(), z.record(z.string(), stored))) }),
});
const undone = z.object({ undo: z.array(z.custom<RawChange>()) });
const digested = z.object({ digest: z.string() });

/** The stand-in's side of the test: what stands in it, and ways to spoil it and put it right again. */
export interface Platform {
  /** Rows by table and id. */
  rows(): Promise<Readonly<Record<string, Readonly<Record<string, StoredRow>>>>>;
  /** Answers what takes the changes back. */
  change(changes: readonly RawChange[]): Promise<readonly RawChange[]>;
  edit(edits: readonly PersonEdit[]): Promise<void>;
  digest(): Promise<string>;
}

/** Speaks with a sandbox over its control port. */
export function platformAt(control: string): Platform {
  const ask = async <Shape extends z.ZodType>(path: string, shape: Shape, body?: object): Promise<z.infer<Shape>> => {
    const post = { method: "POST", body: JSON.stringify(body) };
    const reply = await fetch(`${control}${path}`, body === undefined ? {} : post);
    const json: unknown = await reply.json();
    if (!reply.ok) throw new Error(`The sandbox's control answered ${reply.status} to ${path}.`);
    return shape.parse(json);
  };
  return {
    rows: async () => (await ask("/snapshot", snapshot)).dataverse.rows,
    change: async (changes) => (await ask("/raw", undone, { changes })).undo,
    edit: async (edits) => void (await ask("/edit-rows", z.unknown(), { edits })),
    digest: async () => (await ask("/snapshot/digest", digested)).digest,
  };
}

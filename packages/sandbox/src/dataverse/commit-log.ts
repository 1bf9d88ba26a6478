/** What one committed effect was; "state" is an update that moved statecode. */
export type CommitOperation = "create" | "update" | "delete" | "state";

/** Column names only: the log never holds what was written. */
export interface Commit {
  readonly seq: number;
  /** Real milliseconds since 1970. */
  readonly at: number;
  readonly op: CommitOperation;
  readonly table: string;
  readonly id: string;
  readonly columns: readonly string[];
  readonly requestId: string;
  readonly by: "app" | "person";
  /** The request was an upsert: it would have created the row, had there been none. */
  readonly isUpsert: boolean;
}

/** Append-only record of what really happened, for exactly-once and nothing-touched proofs. */
export interface CommitLog {
  append(commit: Omit<Commit, "seq" | "columns"> & { columns: Iterable<string> }): void;
  readonly size: number;
  /** Oldest first, decoded one by one. */
  entries(from?: number): IterableIterator<Commit>;
  /** How often each row was created, by `table:id`. Above 1 means: created, deleted, created again. */
  createsPerId(): Map<string, number>;
  /** Upserts of the application that found their row already there: a create repeated without anyone noticing. */
  hiddenUpdates(): Commit[];
  clear(): void;
}

const operations: readonly CommitOperation[] = ["create", "update", "delete", "state"];

/** Entries live in parallel arrays with names interned: about 60 bytes each, so that 300,000 take little room. */
export function createCommitLog(): CommitLog {
  const names = createInterner();
  const columnLists = createInterner();
  let at: number[] = [];
  let flags: number[] = [];
  let tables: number[] = [];
  let columns: number[] = [];
  let ids: string[] = [];
  let requests: string[] = [];

  function read(seq: number): Commit {
    const flag = flags[seq] ?? 0;
    const list = columnLists.text(columns[seq] ?? 0);
    return {
      seq,
      at: at[seq] ?? 0,
      op: operations[flag & 3] ?? "update",
      table: names.text(tables[seq] ?? 0),
      id: ids[seq] ?? "",
      columns: list === "" ? [] : list.split(","),
      requestId: requests[seq] ?? "",
      by: flag & 4 ? "person" : "app",
      isUpsert: (flag & 8) !== 0,
    };
  }

  function* entries(from = 0): Generator<Commit> {
    for (let seq = from; seq < flags.length; seq += 1) yield read(seq);
  }

  return {
    append(commit) {
      at.push(commit.at);
      flags.push(operations.indexOf(commit.op) | (commit.by === "person" ? 4 : 0) | (commit.isUpsert ? 8 : 0));
      tables.push(names.number(commit.table));
      columns.push(columnLists.number([...commit.columns].join(",")));
      ids.push(commit.id);
      requests.push(commit.requestId);
    },
    get size() {
      return flags.length;
    },
    entries,
    createsPerId() {
      const counts = new Map<string, number>();
      for (const { op, table, id } of entries()) {
        if (op === "create") counts.set(`${table}:${id}`, (counts.get(`${table}:${id}`) ?? 0) + 1);
      }
      return counts;
    },
    hiddenUpdates: () => [...entries()].filter(({ op, by, isUpsert }) => isUpsert && by === "app" && op !== "create"),
    clear() {
      [at, flags, tables, columns, ids, requests] = [[], [], [], [], [], []];
    },
  };
}

function createInterner() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    number(text: string): number {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
    text: (number: number) => texts[number] ?? "",
  };
}

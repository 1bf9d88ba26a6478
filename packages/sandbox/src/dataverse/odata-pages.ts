import { queryError } from "./rows-errors.ts";

/** What one page shows: a row by id, or the notice that a row is gone. */
export interface PageItem {
  readonly id: string;
  readonly isDeleted: boolean;
}

/** A result that is handed out in pages: fixed when the first one is asked for, as the platform's paging cookie does. */
export interface Cursor {
  readonly items: readonly PageItem[];
  readonly total: number;
  /** Version the next delta starts from, when changes are tracked. */
  readonly deltaVersion: number | undefined;
}

/** Keeps results between pages. The same link can be asked for again, as a retry does. */
export interface RowPager {
  /** One page from `offset`, and the token of the next one if there is more. */
  page(cursor: Cursor, offset: number, size: number): { items: readonly PageItem[]; next: string | undefined };
  /** Finds what a token stands for; refuses one that has been forgotten. */
  resume(token: string): { cursor: Cursor; offset: number };
}

const remembered = 500;

export function createRowPager(): RowPager {
  const cursors = new Map<string, Cursor>();
  const names = new WeakMap<Cursor, string>();
  let count = 0;

  function nameOf(cursor: Cursor): string {
    const known = names.get(cursor);
    if (known !== undefined) return known;
    const name = String(++count);
    names.set(cursor, name);
    cursors.set(name, cursor);
    const [oldest] = cursors.keys();
    if (cursors.size > remembered && oldest !== undefined) cursors.delete(oldest);
    return name;
  }

  return {
    page(cursor, offset, size) {
      const end = offset + size;
      const next = end < cursor.items.length ? `<cookie number="${nameOf(cursor)}" after="${end}" />` : undefined;
      return { items: cursor.items.slice(offset, end), next };
    },
    resume(token) {
      const parts = /^<cookie number="(\d+)" after="(\d+)" \/>$/.exec(token);
      const cursor = cursors.get(parts?.[1] ?? "");
      if (cursor === undefined) throw queryError("Malformed XML in the Paging Cookie.");
      return { cursor, offset: Number(parts?.[2]) };
    },
  };
}

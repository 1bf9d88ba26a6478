import { createHash, randomUUID } from "node:crypto";
import type { SandboxClock } from "../platform/clock.ts";
import { GraphError } from "./graph-error.ts";
import { checkItemName, checkPathLength } from "./item-name.ts";
import { quickXorHash } from "./quick-xor-hash.ts";

export type ConflictBehavior = "fail" | "replace" | "rename";

/** A folder, or a file with its content and hashes. Names keep their case but are compared without it. */
export interface Item {
  readonly id: string;
  name: string;
  parent: Item | undefined;
  /** Folders: children by lower-cased name. */
  readonly children: Map<string, Item> | undefined;
  content: Buffer;
  sha256: string;
  quickXorHash: string;
  version: number;
  readonly createdAtMs: number;
  modifiedAtMs: number;
}

/** One document library in memory. `rootPath` counts towards the 400 characters of a path. */
export interface Drive {
  readonly root: Item;
  byId(id: string): Item;
  /** Path below `from`; throws itemNotFound. */
  at(from: Item, path: readonly string[]): Item;
  createFolder(parent: Item, name: string, conflict: ConflictBehavior): Item;
  /** Creates missing folders on the way, as the service does. `created` is false when content was replaced. */
  putFile(
    from: Item,
    path: readonly string[],
    content: Buffer,
    conflict: ConflictBehavior,
    ifMatch?: string,
  ): { item: Item; created: boolean };
  move(item: Item, change: { name?: string; parent?: Item }): void;
  remove(item: Item): void;
  /** Every item below the root, parents first, names in order. */
  walk(): Item[];
}

export function createDrive(clock: SandboxClock, rootPath: string): Drive {
  const items = new Map<string, Item>();
  const make = (name: string, parent: Item | undefined, isFolder: boolean): Item => {
    const nowMs = clock.now();
    const item: Item = {
      id: `01${randomUUID().replaceAll("-", "").toUpperCase()}`,
      name,
      parent,
      children: isFolder ? new Map() : undefined,
      content: Buffer.alloc(0),
      sha256: "",
      quickXorHash: "",
      version: 1,
      createdAtMs: nowMs,
      modifiedAtMs: nowMs,
    };
    items.set(item.id, item);
    return item;
  };
  const root = make("root", undefined, true);

  const attach = (item: Item, parent: Item) => {
    checkItemName(item.name);
    checkPathLength(`${rootPath}/${[...pathOf(parent), item.name].join("/")}`);
    childrenOf(parent).set(item.name.toLowerCase(), item);
    item.parent = parent;
  };

  const drive: Drive = {
    root,
    byId: (id) => items.get(id) ?? notFound(),
    at: (from, path) => path.reduce((item, name) => item.children?.get(name.toLowerCase()) ?? notFound(), from),
    createFolder(parent, name, conflict) {
      const existing = childrenOf(parent).get(name.toLowerCase());
      if (existing !== undefined && conflict !== "rename") {
        if (conflict === "replace" && existing.children) return existing;
        throw alreadyExists();
      }
      const folder = make(existing ? freeName(parent, name) : name, parent, true);
      attach(folder, parent);
      return folder;
    },
    putFile(from, path, content, conflict, ifMatch) {
      const name = path.at(-1) ?? "";
      path.forEach(checkItemName);
      checkPathLength(`${rootPath}/${[...pathOf(from), ...path].join("/")}`);
      const parent = path.slice(0, -1).reduce((folder, step) => {
        const next = childrenOf(folder).get(step.toLowerCase()) ?? drive.createFolder(folder, step, "fail");
        if (!next.children) throw alreadyExists();
        return next;
      }, from);
      const existing = childrenOf(parent).get(name.toLowerCase());
      checkMatch(existing, ifMatch);
      if (existing && (conflict === "fail" || existing.children)) throw alreadyExists();
      const replaced = existing && conflict === "replace" ? existing : undefined;
      const item = replaced ?? make(existing ? freeName(parent, name) : name, parent, false);
      if (!replaced) attach(item, parent);
      fill(item, content, clock.now());
      if (replaced) item.version += 1;
      return { item, created: !replaced };
    },
    move(item, change) {
      const parent = change.parent ?? item.parent;
      if (parent === undefined || item.parent === undefined)
        throw new GraphError("invalidRequest", "The root cannot be moved.");
      if (parent === item || below(item).includes(parent))
        throw new GraphError("invalidRequest", "A folder cannot hold itself.");
      const name = change.name ?? item.name;
      const other = childrenOf(parent).get(name.toLowerCase());
      if (other !== undefined && other !== item) throw alreadyExists();
      checkItemName(name);
      childrenOf(item.parent).delete(item.name.toLowerCase());
      item.name = name;
      attach(item, parent);
      item.version += 1;
      item.modifiedAtMs = clock.now();
    },
    remove(item) {
      if (item.parent === undefined) throw new GraphError("invalidRequest", "The root cannot be deleted.");
      childrenOf(item.parent).delete(item.name.toLowerCase());
      for (const each of [item, ...below(item)]) items.delete(each.id);
    },
    walk: () => below(root),
  };
  return drive;
}

/** Names from the root down to the item; empty for the root. */
export function pathOf(item: Item): string[] {
  return item.parent === undefined ? [] : [...pathOf(item.parent), item.name];
}

export function eTagOf(item: Item): string {
  return `"{${item.id}},${item.version}"`;
}

/** Throws preconditionFailed when a given If-Match names another version, or nothing is there to match. */
export function checkMatch(item: Item | undefined, ifMatch: string | undefined): void {
  if (ifMatch === undefined || (ifMatch === "*" && item !== undefined)) return;
  if (item === undefined || ifMatch !== eTagOf(item))
    throw new GraphError("preconditionFailed", "ETag does not match current item's value");
}

function fill(item: Item, content: Buffer, nowMs: number): void {
  item.content = content;
  item.sha256 = createHash("sha256").update(content).digest("hex");
  item.quickXorHash = quickXorHash(content);
  item.modifiedAtMs = nowMs;
}

function below(item: Item): Item[] {
  const children = [...(item.children?.entries() ?? [])].sort(([left], [right]) => (left < right ? -1 : 1));
  return children.flatMap(([, child]) => [child, ...below(child)]);
}

function childrenOf(item: Item): Map<string, Item> {
  if (item.children) return item.children;
  throw new GraphError("invalidRequest", "The item is not a folder.");
}

/** "scan.pdf" becomes "scan 1.pdf", the first that is free. */
function freeName(parent: Item, name: string): string {
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  for (let number = 1; ; number += 1) {
    const candidate = `${stem} ${number}${extension}`;
    if (!parent.children?.has(candidate.toLowerCase())) return candidate;
  }
}

function notFound(): never {
  throw new GraphError("itemNotFound", "The resource could not be found.");
}

function alreadyExists(): GraphError {
  return new GraphError("nameAlreadyExists", "An item with the same name already exists under the parent.");
}

import type { MapLine, MapLineChange, MapVersion } from "../map-line.ts";
import type { ObjectMap } from "../mapping.ts";
import type { LineChange } from "./line-change.ts";

/** Somebody who changes a map. */
export interface Editor {
  readonly id: string;
  readonly name: string;
}

/** Something a person did to any number of lines, undone as one. */
export interface Act {
  readonly id: string;
  readonly by: Editor;
}

export interface MapComment {
  readonly id: string;
  readonly lineId: string;
  readonly text: string;
  readonly by: Editor;
  readonly at: string;
}

/** A frozen map with everything that makes it. */
export interface FullMapVersion extends MapVersion {
  readonly objects: readonly ObjectMap[];
  readonly lines: readonly MapLine[];
}

/** The map under review: lines, their history, comments and frozen versions. */
export interface MapDraftStore {
  /** Held until commit: acts on one draft wait for each other. Everything that changes takes it by itself. */
  lock(migrationId: string): Promise<void>;
  /** By object and position. */
  lines(migrationId: string): Promise<readonly MapLine[]>;
  line(migrationId: string, id: string): Promise<MapLine | null>;
  /** Replaces all lines by these, as `reconcile` answered them: lines not among them are gone. */
  putProposals(migrationId: string, lines: readonly MapLine[]): Promise<void>;
  /** Changes and adds lines as one act. Throws Refusal `stale` and changes nothing when one was changed meanwhile. */
  change(migrationId: string, act: Act, changes: readonly LineChange[]): Promise<readonly MapLine[]>;
  /** Changes of a line, newest first. */
  history(migrationId: string, lineId: string): Promise<readonly MapLineChange[]>;
  /**
   * Takes an act back, the person's latest when none is named; answers the act and its lines' ids. Throws Refusal
   * `nothing-to-undo`, or `stale` when one of its lines was changed since.
   */
  undo(
    migrationId: string,
    by: Editor,
    act?: string,
  ): Promise<{ readonly act: string; readonly lineIds: readonly string[] }>;
  addComment(migrationId: string, comment: Omit<MapComment, "at">): Promise<void>;
  /** Comments of a line, oldest first. */
  comments(migrationId: string, lineId: string): Promise<readonly MapComment[]>;
  commentCount(migrationId: string): Promise<readonly { readonly lineId: string; readonly count: number }[]>;
  /** Stores a frozen map under the next number, which it answers. */
  addVersion(migrationId: string, version: Omit<FullMapVersion, "number" | "at">): Promise<number>;
  /** Frozen maps, newest first. */
  versions(migrationId: string): Promise<readonly MapVersion[]>;
  version(migrationId: string, number: number): Promise<FullMapVersion | null>;
}

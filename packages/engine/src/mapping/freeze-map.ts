import { approvalKinds } from "@flit/core/approval";
import { isSameJson } from "@flit/core/canonical-json";
import { digestOf } from "@flit/core/map-digest";
import { lessonOf } from "@flit/core/map-draft/lesson-of";
import { mapsOf } from "@flit/core/map-draft/maps-of";
import { allProblems } from "@flit/core/map-draft/problems-of";
import type { Editor } from "@flit/core/map-draft/store";
import type { MapLine } from "@flit/core/map-line";
import type { ObjectMap } from "@flit/core/mapping";
import type { StoreTransaction, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { DraftKnowledge } from "./draft-knowledge.ts";

/** A frozen map: the version that holds it, and whether it is another map than before. */
export interface Frozen {
  readonly version: number;
  readonly digest: string;
  readonly isChanged: boolean;
  /** Signatures under the old map that no longer stand. */
  readonly voided: number;
}

/**
 * Freezes the draft as the map of the migration. Refuses while a line is open or a problem blocks. Another map than
 * before voids what people signed under the old one, and says so.
 */
export async function freezeMap(
  store: TenantStore,
  migrationId: string,
  by: Editor,
  knowledge: DraftKnowledge,
): Promise<Frozen> {
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const lines = await tx.mapDraft.lines(migrationId);
    const { curated, profiles, findings } = knowledge;
    refuseOpen(lines, curated.objects);
    refuseBlocked(allProblems({ curated, lines, profiles, findings, tables: knowledge.tablesOf(lines) }));
    const objects = mapsOf(curated.objects, lines);
    const digest = digestOf(objects);
    const isChanged = (await tx.migrations.map(migrationId))?.digest !== digest;
    const version = await versionOf(tx, migrationId, { digest, objects, lines, by });
    // Only a completed map teaches: what is confirmed and taken back meanwhile never was meant.
    await tx.memory.learn({ ...lessonOf(curated, profiles, lines), migrationId, version });
    if (!isChanged) return { version, digest, isChanged, voided: 0 };
    await tx.migrations.saveMap(migrationId, { digest, objects });
    const why = `The map changed: ${by.name} froze version ${version}.`;
    let voided = 0;
    for (const kind of approvalKinds) voided += await tx.approvals.voidAll(migrationId, kind, why);
    return { version, digest, isChanged, voided };
  });
}

/** The latest version when it says the same, else a new one. */
async function versionOf(
  tx: StoreTransaction,
  migrationId: string,
  next: Parameters<StoreTransaction["mapDraft"]["addVersion"]>[1],
): Promise<number> {
  const [latest] = await tx.mapDraft.versions(migrationId);
  const full = latest?.digest === next.digest ? await tx.mapDraft.version(migrationId, latest.number) : null;
  return full && isSameJson(full.lines, next.lines) ? full.number : tx.mapDraft.addVersion(migrationId, next);
}

function refuseOpen(lines: readonly MapLine[], objects: readonly ObjectMap[]): void {
  if (lines.length === 0) throw new Refusal("no-draft", "There is no map yet. Have one proposed first.");
  const open = Map.groupBy(
    lines.filter(({ decision }) => decision === "open"),
    ({ mapping }) => mapping,
  );
  if (open.size === 0) return;
  const titles = new Map(objects.map(({ key, title }) => [key, title]));
  const counts = [...open].map(([mapping, own]) => `${titles.get(mapping) ?? mapping} ${own.length}`);
  throw new Refusal("lines-open", `Lines are not decided yet: ${counts.join(", ")}. Confirm them or leave them out.`);
}

function refuseBlocked(problems: ReturnType<typeof allProblems>): void {
  const blocking = problems.filter(({ severity }) => severity === "blocking");
  if (blocking.length === 0) return;
  const named = blocking.slice(0, 10).map(({ lineId, what }) => `${lineId}: ${what}`);
  const more = blocking.length > named.length ? ` And ${blocking.length - named.length} more.` : "";
  throw new Refusal("map-blocked", `Something stands in the way. ${named.join(" ")}${more}`);
}

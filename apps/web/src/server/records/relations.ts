import type { Expression, ObjectMap } from "@flit/core/mapping";
import type { RecordKey, StagedRecord, StoreTransaction } from "@flit/core/ports";
import { expressionsOf, partsOf } from "@flit/core/references-of";
import { filePlan } from "@flit/pairs/cliniko-dynamics365/files";

/** A field of an object's records that names a record of another object. */
interface Way {
  readonly from: string;
  readonly field: string;
  readonly to: readonly string[];
}

/** Records on the other side of one way, with how many there are. */
export interface Relation {
  readonly title: string;
  readonly records: readonly RecordKey[];
  readonly total: number;
}

const shown = 10;

/** Records this one names, and records that name it, as the maps know them. */
export async function readRelations(
  tx: StoreTransaction,
  migrationId: string,
  record: StagedRecord,
  maps: readonly ObjectMap[],
): Promise<readonly Relation[]> {
  const ways = waysOf(maps);
  const relations: Relation[] = [];
  for (const { field, to } of ways.filter(({ from }) => from === record.object)) {
    const id = record.fields[field];
    if (typeof id !== "string") continue;
    const records = await tx.records.findById(migrationId, to, id);
    if (records.length > 0) relations.push({ title: inWords(field), records: records.slice(0, 1), total: 1 });
  }
  for (const { from, field } of ways.filter(({ to }) => to.includes(record.object))) {
    const page = { offset: 0, limit: shown };
    const found = await tx.records.linking(migrationId, from, [`${field}:${record.id}`], page);
    if (found.total > 0) relations.push({ title: `${inWords(from)} (${inWords(field).toLowerCase()})`, ...found });
  }
  return relations;
}

/** Objects that maps read records of. */
export function objectsOf(maps: readonly ObjectMap[]): readonly string[] {
  const joined = maps.flatMap(({ source }) =>
    source.joins.flatMap((join) => (join.kind === "one" ? join.objects : [join.object])),
  );
  return [...new Set([...maps.map(({ source }) => source.object), ...joined, filePlan.object])];
}

function waysOf(maps: readonly ObjectMap[]): readonly Way[] {
  const objectOf = new Map(maps.map(({ key, source }) => [key, source.object]));
  const file: Way = { from: filePlan.object, field: filePlan.owner.link, to: [filePlan.owner.object] };
  const ways = maps.flatMap((map): Way[] => {
    const { object, joins } = map.source;
    const joined = joins.flatMap((join): Way[] => {
      if (join.kind === "many")
        return join.by === undefined ? [{ from: join.object, field: join.foreignKey, to: [object] }] : [];
      return isPlain(join.by) ? [{ from: object, field: join.by, to: join.objects }] : [];
    });
    const references = expressionsOf(map)
      .flatMap(referencesIn)
      .flatMap(({ mapping, field }): Way[] => {
        const to = objectOf.get(mapping);
        return to === undefined ? [] : [{ from: object, field, to: [to] }];
      });
    return [...joined, ...references];
  });
  const byName = Map.groupBy([...ways, file], ({ from, field }) => `${from}.${field}`);
  return [...byName.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, to: [...new Set(same.flatMap(({ to }) => to))] }] : [];
  });
}

function referencesIn(expression: Expression): readonly { readonly mapping: string; readonly field: string }[] {
  const inner = partsOf(expression).flatMap(referencesIn);
  const isDirect = expression.op === "reference" && expression.id.op === "field" && isPlain(expression.id.path);
  return isDirect && expression.id.op === "field"
    ? [...inner, { mapping: expression.mapping, field: expression.id.path }]
    : inner;
}

/** A field of the record itself, not of a joined one. */
function isPlain(path: string): boolean {
  return /^[a-z_]+$/.test(path);
}

function inWords(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

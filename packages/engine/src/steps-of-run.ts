import { loadOrder } from "@flit/core/load-order";
import type { ObjectMap } from "@flit/core/mapping";
import type { NewStep, RunKind, RunScope } from "@flit/core/run";
import type { Pair } from "./pair.ts";

/** What of a pair says which steps a run has. */
export type StepsPair = Pick<Pair, "maps" | "derivations" | "files">;

/** All steps of a run with what each waits for; the order is derived from the maps' references. */
export function stepsOfRun(
  kind: RunKind,
  whole: StepsPair,
  objects: readonly string[],
  hasFiles: boolean,
  scope?: RunScope,
): readonly NewStep[] {
  const isIn = (mapping: string) => scope?.mappings?.includes(mapping) ?? true;
  const pair = { ...whole, maps: whole.maps.filter(({ key }) => isIn(key)) };
  const files = hasFiles && whole.files && isIn(whole.files.mapping) ? whole.files : null;
  switch (kind) {
    case "audit":
      return auditSteps(pair, objects);
    case "provision":
      return [step("provision", "schema", [])];
    case "verify":
      return readingBack(pair, [], scope === undefined);
    case "rehearsal":
    case "rollback":
      return rollbackSteps(pair, files?.mapping ?? null, kind === "rollback" && scope === undefined);
    case "rollback-preview":
      return previewSteps(pair, files?.mapping ?? null, scope?.hasRecords === true);
    case "sample":
    case "load":
    case "delta":
      return loadSteps(kind, pair, objects, files?.mapping ?? null, scope === undefined && kind !== "sample");
  }
}

/** Every object is described as soon as it is read; the checks come when everything is. */
function auditSteps(pair: StepsPair, objects: readonly string[]): readonly NewStep[] {
  const extracts = objects.map((object) => step("extract", object, []));
  const read = (names: readonly string[]) => names.filter((name) => objects.includes(name));
  const profiles = [
    // Custom fields are named in the account's settings.
    ...objects.map((object) => step("profile", object, read([object, "settings"]).map(extractOf))),
    ...pair.derivations.map(({ object, from }) => step("profile", object, read([...from, "settings"]).map(extractOf))),
  ];
  const all = [...extracts, ...profiles].map(({ kind, subject }) => `${kind}:${subject}`);
  return [...extracts, ...profiles, step("preflight", "run", all)];
}

function extractOf(object: string): string {
  return `extract:${object}`;
}

function loadSteps(
  kind: RunKind,
  pair: StepsPair,
  objects: readonly string[],
  files: string | null,
  isSurveyed: boolean,
): readonly NewStep[] {
  // Objects are read in the order in which they can be loaded, so that loading begins while reading goes on.
  const reading = kind === "delta" ? objects : [];
  const extracts = reading.map((object) => step("extract", object, []));
  // What was deleted for good is in no delta: each object is counted once its changes are read.
  const censuses = reading.map((object) => step("census", object, [extractOf(object)]));
  const waves = loadOrder(pair.maps);
  const order = new Map(waves.flatMap((wave, index) => wave.map((key): [string, number] => [key, index])));
  const loads = pair.maps.map((map) =>
    step("load", map.key, [
      ...readsOf(pair, map).flatMap((object) => [extractOf(object), `census:${object}`]),
      ...pair.maps
        .filter((other) => (order.get(other.key) ?? 0) < (order.get(map.key) ?? 0))
        .map((other) => `load:${other.key}`),
    ]),
  );
  const allLoaded = loads.map(({ subject }) => `load:${subject}`);
  const sent = files === null ? [] : [step("files", files, allLoaded)];
  const finishes = pair.maps
    .filter((map) => map.finish.length > 0 || map.retire)
    .map((map) => step("finish", map.key, allLoaded));
  const allWritten = [
    ...allLoaded,
    ...finishes.map(({ subject }) => `finish:${subject}`),
    ...sent.map(({ subject }) => `files:${subject}`),
  ];
  return [...extracts, ...censuses, ...loads, ...sent, ...finishes, ...readingBack(pair, allWritten, isSurveyed)];
}

/**
 * Records are read back by what our books say; tables are surveyed whatever they say. Only both together show what is
 * missing and what is too much. A part of a migration is no whole to survey.
 */
function readingBack(pair: StepsPair, after: readonly string[], isSurveyed: boolean): readonly NewStep[] {
  const tables = [...new Set(pair.maps.map((map) => map.target.table))];
  const steps = [
    ...pair.maps.map((map) => step("verify", map.key, after)),
    ...(isSurveyed ? tables.map((table) => step("survey", table, after)) : []),
  ];
  return [
    ...steps,
    step(
      "balance",
      "run",
      steps.map(({ kind, subject }) => `${kind}:${subject}`),
    ),
  ];
}

/** Files and children first, never by cascade; then schema, when all is taken back; then the proof. */
function rollbackSteps(pair: StepsPair, files: string | null, isWhole: boolean): readonly NewStep[] {
  const steps = backwards("undo", pair, files);
  const all = steps.map(({ subject }) => `undo:${subject}`);
  // What stays after a rollback of a part still needs its columns.
  if (!isWhole) return [...steps, step("prove", "rollback", all)];
  return [...steps, step("undo-schema", "schema", all), step("prove", "rollback", ["undo-schema:schema"])];
}

/** In the order of a rollback: what stays decides whether what it hangs on can go. */
function previewSteps(pair: StepsPair, files: string | null, hasRecords: boolean): readonly NewStep[] {
  const gather = hasRecords ? [step("gather", "records", [])] : [];
  const looks = backwards("preview", pair, files).map((look) => ({
    ...look,
    after: [...gather.map(() => "gather:records"), ...look.after],
  }));
  const all = looks.map(({ subject }) => `preview:${subject}`);
  return [...gather, ...looks, step("preview-end", "rollback", all)];
}

/** A step for each map, files first, and for maps whose rows others refer to after those. */
function backwards(kind: "undo" | "preview", pair: StepsPair, files: string | null): readonly NewStep[] {
  const waves = loadOrder(pair.maps);
  const steps = waves.map((wave, index) => {
    const later = waves.slice(index + 1).flat();
    return wave.map((key) =>
      step(kind, key, [...(files === null ? [] : [`${kind}:${files}`]), ...later.map((other) => `${kind}:${other}`)]),
    );
  });
  return [...(files === null ? [] : [step(kind, files, [])]), ...steps.flat()];
}

/** Source objects a map reads, with what derived ones are made of. */
function readsOf(pair: StepsPair, map: ObjectMap): readonly string[] {
  const joined = map.source.joins.flatMap((join) => (join.kind === "one" ? join.objects : [join.object]));
  return [map.source.object, ...joined].flatMap((object) => [
    object,
    ...pair.derivations.filter((derivation) => derivation.object === object).flatMap((derivation) => derivation.from),
  ]);
}

function step(kind: NewStep["kind"], subject: string, after: readonly string[]): NewStep {
  return { kind, subject, after: [...new Set(after)] };
}

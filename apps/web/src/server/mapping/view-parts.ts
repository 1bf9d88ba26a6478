import type { FieldProfile } from "@flit/core/field-profile";
import { isFillable } from "@flit/core/map-draft/free-columns";
import type { MapLine } from "@flit/core/map-line";
import type { Join } from "@flit/core/mapping";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import type { ObjectParts } from "../../features/mapping/detail-view.ts";
import { Problem } from "../problem.ts";

/** Fields and columns that rules of an object can name. */
export function viewParts(mapping: string, knowledge: LoadedKnowledge, lines: readonly MapLine[]): ObjectParts {
  const { curated, profiles, live } = knowledge;
  const map = curated.objects.find(({ key }) => key === mapping);
  if (!map) throw new Problem(404, "not-found", "This map has no such object.");
  const table = knowledge.tablesOf(lines)[map.target.table];
  const there = live.tables[map.target.table]?.columns ?? {};
  return {
    prefix: curated.prefix,
    optionPrefix: curated.optionPrefix,
    columns: Object.values(table?.columns ?? {})
      .filter((column) => isFillable(column) && column.name !== map.overflow)
      .map(({ name, displayName, type, maxLength, options, optionLabels }) => ({
        name,
        label: displayName ?? name,
        type,
        maxLength,
        isNew: there[name] === undefined,
        options: options.map((value) => ({ value, label: optionLabels?.[String(value)] ?? String(value) })),
      }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
    groups: [
      { alias: null, isMany: false, title: "The record", fields: fieldsOf([map.source.object], profiles) },
      ...map.source.joins.map((join) => ({
        alias: join.alias,
        isMany: join.kind === "many",
        title: titleOf(join),
        fields: fieldsOf(join.kind === "one" ? join.objects : [join.object], profiles),
      })),
    ],
  };
}

function fieldsOf(objects: readonly string[], profiles: readonly FieldProfile[]) {
  const own = profiles.filter(({ object }) => objects.includes(object));
  return [...new Map(own.map(({ path, label, type }) => [path, { path, label, type }])).values()];
}

function titleOf({ alias, kind }: Join): string {
  const words = alias.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return kind === "one" ? `Its ${words}` : `Each of its ${words}`;
}

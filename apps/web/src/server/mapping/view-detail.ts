import { columnFor } from "@flit/core/map-draft/own-columns";
import type { MapComment } from "@flit/core/map-draft/store";
import type { MapLine, MapLineChange } from "@flit/core/map-line";
import type { Expression, ObjectMap } from "@flit/core/mapping";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import type { LineDetail } from "../../features/mapping/detail-view.ts";
import { changeWords } from "./change-words.ts";
import { fieldsOf, fieldsRead, namesIn } from "./field-names.ts";
import { viewChoices } from "./view-choices.ts";

/** Everything the editor shows of a line; `mask` is applied to values that patients' records hold. */
export function viewDetail(
  line: MapLine,
  map: ObjectMap,
  knowledge: LoadedKnowledge,
  {
    history,
    comments,
    mask,
  }: {
    readonly history: readonly MapLineChange[];
    readonly comments: readonly MapComment[];
    readonly mask: (value: string) => string;
  },
): LineDetail {
  const { curated, profiles } = knowledge;
  const fields = fieldsOf(profiles);
  const names = namesIn(map, fields);
  const columns = knowledge.tablesOf([line])[map.target.table]?.columns ?? {};
  const read = fieldsRead(line.value.value, map, fields);
  return {
    id: line.id,
    revision: line.revision,
    value: line.value.value,
    runnersUp: (line.proposal?.runnersUp ?? []).map((one) => ({
      ...one,
      label: columns[one.column]?.displayName ?? one.column,
    })),
    choices: viewChoices(line, map, knowledge, mask),
    fallback: fallbackOf(line.value.value),
    suggestion: read[0] && !line.proposal?.isLocked ? columnFor(read[0], curated, new Set(Object.keys(columns))) : null,
    history: history.map(({ act, before, after, by, at, isUndone }) => ({
      act,
      words: changeWords(before, after, names),
      by: by.name,
      at,
      isUndone,
    })),
    comments: comments.map(({ id, text, by, at }) => ({ id, text, by: by.name, at })),
  };
}

function fallbackOf(value: Expression): LineDetail["fallback"] {
  const last = value.op === "firstOf" && value.of.length > 1 ? value.of.at(-1) : undefined;
  return last?.op === "constant" ? last.value : null;
}

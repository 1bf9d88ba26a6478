import type { FieldProfile } from "@flit/core/field-profile";
import type { ChoiceTable } from "@flit/core/map-draft/choice-tables";
import { choiceTables } from "@flit/core/map-draft/choice-tables";
import { columnFor } from "@flit/core/map-draft/own-columns";
import type { MapComment } from "@flit/core/map-draft/store";
import type { MapLine, MapLineChange } from "@flit/core/map-line";
import type { Expression, ObjectMap } from "@flit/core/mapping";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import type { ChoiceTableView, LineDetail } from "../../features/mapping/detail-view.ts";
import { changeWords } from "./change-words.ts";
import { fieldsOf, fieldsRead, namesIn } from "./field-names.ts";

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
    choices: viewChoices(line, curated.objects, profiles, mask),
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

/** Tables of choices; what the audit found and the map does not name is a patient's value. */
export function viewChoices(
  line: MapLine,
  objects: readonly ObjectMap[],
  profiles: readonly FieldProfile[],
  mask: (value: string) => string,
): ChoiceTableView[] {
  // Lines left out are shown too: people look at them before they take them back.
  const shown: MapLine = { ...line, decision: "open" };
  return choiceTables(objects, [shown], profiles).map((table) => viewTable(table, mask));
}

function viewTable({ index, source, rows, otherwise }: ChoiceTable, mask: (value: string) => string): ChoiceTableView {
  return {
    index,
    source,
    rows: rows.map((row) => {
      const value = row.isDecided ? row.value : mask(row.value);
      return { ...row, value, isMasked: value !== row.value };
    }),
    ...(otherwise !== undefined && { otherwise }),
  };
}

function fallbackOf(value: Expression): LineDetail["fallback"] {
  const last = value.op === "firstOf" && value.of.length > 1 ? value.of.at(-1) : undefined;
  return last?.op === "constant" ? last.value : null;
}

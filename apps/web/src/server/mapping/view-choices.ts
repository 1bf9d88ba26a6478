import { columnValue, targetOf } from "@flit/core/map-draft/choice-rule";
import { choiceTables } from "@flit/core/map-draft/choice-tables";
import type { MapLine } from "@flit/core/map-line";
import type { ObjectMap } from "@flit/core/mapping";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import { proposeValues } from "@flit/matcher/values/propose-values";
import type { ChoiceTableView } from "../../features/mapping/detail-view.ts";
import { fieldsOf, fieldsRead } from "./field-names.ts";

type Row = ChoiceTableView["rows"][number];
type Proposed = Row["proposal"];

/** Tables of choices; what the audit found and the map does not name is a patient's value, masked and without proposal. */
export function viewChoices(
  line: MapLine,
  map: ObjectMap,
  knowledge: LoadedKnowledge,
  mask: (value: string) => string,
): ChoiceTableView[] {
  const { curated, profiles } = knowledge;
  // Lines left out are shown too: people look at them before they take them back.
  const shown: MapLine = { ...line, decision: "open" };
  const [field] = fieldsRead(line.value.value, map, fieldsOf(profiles));
  return choiceTables(curated.objects, [shown], profiles).map((table) => {
    const rows = table.rows.map((row): Omit<Row, "proposal"> => {
      const value = row.isDecided ? row.value : mask(row.value);
      return { ...row, value, isMasked: value !== row.value };
    });
    const proposals = proposalsOf(rows, field?.label ?? table.source, columnOf(line, map, knowledge));
    return {
      index: table.index,
      source: table.source,
      rows: rows.map((row) => ({ ...row, proposal: proposals.get(row.value) ?? null })),
      ...(table.otherwise !== undefined && { otherwise: table.otherwise }),
      canAdd: line.value.create?.type === "choice",
    };
  });
}

function proposalsOf(
  rows: readonly Omit<Row, "proposal">[],
  label: string,
  column: ReturnType<typeof columnOf>,
): ReadonlyMap<string, Proposed> {
  const target = column && targetOf(column);
  if (!column || !target) return new Map();
  const open = new Set(rows.filter(({ isDecided, isMasked }) => !isDecided && !isMasked).map(({ value }) => value));
  // The decided ones are asked as well: what their question means is told by all its answers.
  const options = rows.filter(({ isMasked }) => !isMasked).map(({ value }) => value);
  const { values } = proposeValues({ label, options }, target);
  return new Map(
    values.flatMap(({ option, target: to, band, reason }) =>
      to === null || !open.has(option)
        ? []
        : [[option, { to: columnValue(to.value, column.type), label: to.label, band, reason }] as const],
    ),
  );
}

function columnOf({ value }: MapLine, map: ObjectMap, knowledge: LoadedKnowledge) {
  const { create, column: name } = value;
  const column = name === null ? undefined : knowledge.tablesOf([])[map.target.table]?.columns[name];
  if (column || create?.type !== "choice" || !create.options) return column ?? null;
  return {
    ...newColumn,
    name: create.name,
    displayName: create.displayName,
    options: create.options.map((one) => one.value),
    optionLabels: Object.fromEntries(create.options.map((one) => [one.value, one.label])),
  };
}

const newColumn = {
  type: "choice",
  maxLength: null,
  scale: null,
  min: null,
  max: null,
  targets: [],
  isRequired: false,
  isCreatable: true,
  isUpdatable: true,
  isCustom: true,
} as const;

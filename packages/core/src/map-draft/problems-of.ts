import { isSameJson } from "../canonical-json.ts";
import type { DestinationTable } from "../destination.ts";
import type { MapLine } from "../map-line.ts";
import type { ColumnSpec } from "../plan.ts";
import { type LineProblem, type ProblemContext, problemOf } from "./line-problem.ts";
import { isInForce } from "./maps-of.ts";
import { ownColumnProblem, requiredColumns } from "./own-columns.ts";
import { valueProblems } from "./value-problems.ts";

/** The problems of every line, in the order of the lines. */
export function allProblems(context: ProblemContext): readonly LineProblem[] {
  return context.lines.flatMap((line) => problemsOf(line, context));
}

/** The problems of one line; a line that writes nothing has none, unless its column is required. */
export function problemsOf(line: MapLine, context: ProblemContext): readonly LineProblem[] {
  const map = context.curated.objects.find(({ key }) => key === line.mapping);
  if (!map) return [];
  const table = context.tables[map.target.table];
  const problem = problemOf(line);
  if (!table)
    return isInForce(line)
      ? [
          problem(
            "table-missing",
            "blocking",
            `The table ${map.target.table} does not exist.`,
            "Every record of this object.",
            "Connect an environment with Dynamics 365 Sales.",
          ),
        ]
      : [];
  return [
    ...requiredProblems(line, table, context),
    ...(isInForce(line) ? [...columnProblems(line, table, context), ...valueProblems(line, map, table, context)] : []),
  ];
}

function requiredProblems(line: MapLine, table: DestinationTable, { lines }: ProblemContext): readonly LineProblem[] {
  const wanted = line.proposal?.column ?? null;
  if (wanted === null || table.columns[wanted]?.isRequired !== true) return [];
  const isFilled = lines.some(
    (other) => other.mapping === line.mapping && isInForce(other) && other.value.column === wanted,
  );
  return isFilled
    ? []
    : [
        problemOf(line)(
          "required-unmapped",
          "blocking",
          `Dynamics requires ${wanted}, and no line fills it.`,
          "Every record of this object would be refused.",
          "Take the line back into the map, or fill the column by another line.",
        ),
      ];
}

function columnProblems(line: MapLine, table: DestinationTable, context: ProblemContext): readonly LineProblem[] {
  const { column: name, create, phase } = line.value;
  if (name === null) return [];
  const problem = problemOf(line);
  const twins = context.lines.filter(
    (other) =>
      other.mapping === line.mapping && isInForce(other) && other.value.column === name && other.value.phase === phase,
  );
  const doubled =
    twins.length < 2
      ? []
      : [
          problem(
            "duplicate-column",
            "blocking",
            `${twins.length} lines fill ${name}.`,
            "Every record: only the last of them would stay.",
            "Choose another column for all but one, or leave the others out.",
          ),
        ];
  const refusal =
    create === null
      ? null
      : (ownColumnProblem({ table: table.name, column: create }, context.curated) ?? rivalOf(create, table, context));
  const own =
    refusal === null
      ? []
      : [problem("own-column", "blocking", `${name} cannot be made.`, refusal, "Change the column to be made.")];
  const column = table.columns[name];
  if (!column && create === null)
    return [
      ...doubled,
      problem(
        "column-missing",
        "blocking",
        `${table.displayName} has no column ${name}.`,
        "Every record of this object.",
        "Choose a column that is there, or have one made.",
      ),
    ];
  const isWritable = phase === "finish" ? column?.isUpdatable : column?.isCreatable;
  return column && isWritable === false && !line.proposal?.isLocked
    ? [
        ...doubled,
        ...own,
        problem(
          "not-writable",
          "blocking",
          `Dynamics keeps ${name} for itself.`,
          "Every record of this object.",
          "Choose a column that can be written.",
        ),
      ]
    : [...doubled, ...own];
}

/** Another line that wants a column of this name made, but of another kind. */
function rivalOf(create: ColumnSpec, table: DestinationTable, { curated, lines }: ProblemContext): string | null {
  const wanted = requiredColumns(curated.objects, lines).filter((one) => one.table === table.name);
  const isRival = wanted.some(({ column }) => column.name === create.name && !isSameJson(column, create));
  return isRival ? "Another line wants a column of this name made in another way." : null;
}

import { answerKind } from "@flit/core/answer-field";
import { describeExpression } from "@flit/core/describe-expression";
import type { ObjectMap } from "@flit/core/mapping";
import type { ColumnSpec, PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";

/** Lines shown of a column that many fill. */
const shownLines = 8;

export interface Need {
  readonly why: string;
  readonly usedBy: readonly { readonly object: string; readonly rule: string }[];
}

/** What a part of the plan is for, by the frozen map. */
export function whyNeeded(step: PlanStep, objects: readonly ObjectMap[]): Need {
  switch (step.kind) {
    case "publisher":
      return plain("Its prefix marks everything FlitStack makes.");
    case "solution":
      return plain("Holds everything FlitStack makes, so that it can be seen, moved and removed together.");
    case "documents":
      return plain("Shows each patient's SharePoint folder with the row.");
    case "key":
      return plain("Finds a row again by the record it comes from, so that nothing is made twice.");
    case "table": {
      const titles = objects.filter(({ target }) => target.table === step.table.name).map(({ title }) => title);
      return plain(`Takes the rows of ${titles.join(", ")}.`);
    }
    case "column":
      return filled(step.table, step.column.name, step.column.displayName, objects, step.column.options);
    case "lookup":
      return filled(step.table, step.lookup.name, step.lookup.displayName, objects);
    case "widen":
      return filled(step.table, step.column, step.column, objects);
    default:
      return unreachable(step);
  }
}

function plain(why: string): Need {
  return { why, usedBy: [] };
}

/** The lines that fill a column; a custom field is called as the column made for it. */
function filled(
  table: string,
  column: string,
  displayName: string,
  objects: readonly ObjectMap[],
  options: ColumnSpec["options"] = [],
): Need {
  const names = (path: string) => (answerKind(path) === "custom" ? `the custom field “${displayName}”` : null);
  const usedBy = objects
    .filter(({ target }) => target.table === table)
    .flatMap((map) => {
      const lines = [...map.fields, ...map.finish, ...(map.retire ?? [])].filter((line) => line.column === column);
      const rules = lines.map(({ value }) => {
        const option = value.op === "constant" && options.find((one) => one.value === value.value);
        return option ? `Always “${option.label}”` : describeExpression(value, names);
      });
      const isOverflow = map.overflow === column;
      return [...new Set([...rules, ...(isOverflow ? ["Values longer than the column they belong to"] : [])])].map(
        (rule) => ({ object: map.title, rule }),
      );
    });
  const objectsOf = [...new Set(usedBy.map(({ object }) => object))];
  return { why: objectsOf.join(", "), usedBy: usedBy.slice(0, shownLines) };
}

import type { DestinationTable } from "../destination.ts";
import type { EdgeCase } from "./edge-case.ts";
import type { Feature } from "./feature.ts";

const edges: Readonly<Record<string, string>> = {
  archived: "Archived",
  merged: "Merged into another record",
  continued: "Text longer than one row",
  rejected: "Cannot be written",
  "other-script": "Another script than Latin",
  emoji: "Emoji",
  "near-length": "A text that nearly fills its column",
  "zero-money": "An amount of zero",
  "negative-money": "A negative amount",
};

/** A feature as people read it. */
export function featureWords(
  { kind, detail }: Feature,
  table: DestinationTable | undefined,
  edgeCases: readonly EdgeCase[],
): string {
  const column = (name: string) => table?.columns[name]?.displayName ?? inWords(name);
  const [head = "", rest = ""] = splitOnce(detail, "=");
  switch (kind) {
    case "record":
      return "A record that becomes a row";
    case "column":
      return column(detail);
    case "field":
      return inWords(detail);
    case "choice":
      return `${column(head)}: ${rest}`;
    case "relation":
      return head.startsWith("@") ? `${inWords(head.slice(1))}: ${rest === "one" ? "one" : "several"}` : column(detail);
    case "edge":
      return edges[detail] ?? edgeWords(detail, column, table, edgeCases);
  }
}

function edgeWords(
  detail: string,
  column: (name: string) => string,
  table: DestinationTable | undefined,
  edgeCases: readonly EdgeCase[],
): string {
  const [name = "", rest = ""] = splitOnce(detail, ":");
  switch (name) {
    case "case":
      return edgeCases.find(({ key }) => key === rest)?.words ?? rest;
    case "left-out":
      return `Left out: ${inWords(rest)}`;
    case "without":
      return `Without ${column(rest)}`;
    case "clipped":
      return `${column(rest)} longer than its column`;
    case "unknown-choice":
      return `${column(rest)}: a value the map does not know`;
    case "unreadable":
      return `${column(rest)}: a value that cannot be read`;
    case "state": {
      const [of = "", value = ""] = splitOnce(rest, "=");
      const label = table?.columns[of]?.optionLabels?.[value];
      return `${column(of)}: ${label ?? { true: "Yes", false: "No" }[value] ?? value}`;
    }
    default:
      return inWords(detail);
  }
}

function splitOnce(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

function inWords(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").trim();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

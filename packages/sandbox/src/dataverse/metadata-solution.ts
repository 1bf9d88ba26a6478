import { randomUUID } from "node:crypto";
import { type ComponentKind, componentNames, componentTypes, type MetadataContext } from "./metadata-context.ts";
import type { WebApiRequest } from "./model.ts";
import { badRequest } from "./rows-errors.ts";

/** The solution a schema operation works in: whose prefix names need, and where components are noted. */
export interface SolutionScope {
  /** Refuses a name without the publisher's prefix (0x80044366), with other characters, or too long. */
  checkName(name: string | undefined, kind: ComponentKind): string;
  /** Notes a new component in the solution; without a solution nothing is noted. */
  note(kind: ComponentKind, metadataId: string): void;
}

/** Reads `MSCRM.SolutionUniqueName`. A solution that does not exist is refused; without the header any prefix goes. */
export function solutionScope({ rows }: MetadataContext, request: WebApiRequest): SolutionScope {
  const uniqueName = request.headers["mscrm.solutionuniquename"];
  const solution = uniqueName === undefined ? undefined : rows.find("solution", "uniquename", uniqueName);
  if (uniqueName !== undefined && solution === undefined) {
    throw badRequest("0x80040217", `The solution with unique name '${uniqueName}' was not found.`);
  }
  const publisherOf = solution?.values.get("publisherid");
  const publisher =
    typeof publisherOf === "object" && publisherOf !== null
      ? rows.find("publisher", "publisherid", publisherOf.id)
      : undefined;
  const ownPrefix = publisher?.values.get("customizationprefix");

  return {
    checkName(name, kind) {
      const prefix = /^([A-Za-z][A-Za-z0-9]{1,7})_[A-Za-z0-9_]+$/.exec(name ?? "")?.[1]?.toLowerCase();
      const isKnown =
        prefix !== undefined &&
        (solution === undefined
          ? rows.find("publisher", "customizationprefix", prefix) !== undefined
          : prefix === String(ownPrefix).toLowerCase());
      if (name === undefined || !isKnown) {
        throw badRequest(
          "0x80044366",
          `The schema name ${name ?? ""} for type ${componentNames[kind]} is invalid or missing. Custom attribute, entity, entitykey, option set and relationship names must start with a valid customization prefix. The prefix for a solution component should match the prefix that is specified for the publisher of the solution.`,
        );
      }
      checkLength(name, kind);
      return name;
    },
    note(kind, metadataId) {
      if (solution === undefined) return;
      rows.addSystemRow("solutioncomponent", {
        solutioncomponentid: randomUUID(),
        objectid: metadataId,
        componenttype: componentTypes[kind],
        solutionid: { table: "solution", id: solution.id },
        rootcomponentbehavior: kind === "table" ? 0 : null,
      });
    },
  };
}

/** Takes a component that is gone out of every solution. */
export function forgetComponent({ rows }: MetadataContext, metadataId: string): void {
  for (;;) {
    const component = rows.find("solutioncomponent", "objectid", metadataId);
    if (component === undefined) return;
    rows.removeSystemRow("solutioncomponent", component.id);
  }
}

function checkLength(name: string, kind: ComponentKind): void {
  const limit = kind === "relationship" ? 100 : 50;
  if (name.length <= limit) return;
  throw badRequest(
    kind === "relationship" ? "0x8004802a" : "0x80044367",
    `Identifiers cannot be more than ${limit} characters long. The provided schema name ${name} length for type ${componentNames[kind]} is greater than maxlength ${limit} characters.`,
  );
}

import type { IdentifiedField } from "@flit/core/map-draft/line-ids";
import type { ObjectMap } from "@flit/core/mapping";
import { logicalName } from "./definition.ts";

/** Maps that are scaffolding: without any line of them prices or files have no place. */
const scaffolding: { readonly [mapping: string]: string } = {
  "price-list": "Prices need a price list in Dynamics.",
  "product-price": "Dynamics keeps a product's price in a price list item.",
  "billable-item-price": "Dynamics keeps a product's price in a price list item.",
  "sharepoint-site": "Dynamics finds patients' files by it.",
  "document-library": "Dynamics finds patients' files by it.",
  "patient-files": "Dynamics finds patients' files by it.",
  "patient-folder": "Dynamics finds a patient's files by it.",
};

const origin = "Says where the row comes from: without it nothing could be found again, updated or rolled back.";
const state = "The row's state follows from the record's.";
const columns: { readonly [column: string]: string } = {
  ownerid: "Who owns rows is decided under Owners.",
  overriddencreatedon: "Keeps the original creation time.",
  statecode: state,
  statuscode: state,
};

/** Why people cannot change a line, null when they can. */
export function lockedLine(map: ObjectMap, { field }: IdentifiedField, prefix: string): string | null {
  const { column, value } = field;
  const ours = ["SourceSystemId", "ClinikoArchivedAt", "ClinikoID"].map((name) => logicalName(prefix, name));
  if (ours.includes(column)) return origin;
  const known = scaffolding[map.key] ?? columns[column];
  if (known !== undefined) return known;
  if (column === map.split?.column || column === map.split?.subject)
    return "Long texts go on in further rows, which are made of this column.";
  if (value.op === "self" || (value.op === "reference" && value.isOptional !== true))
    return "Ties the rows together: the record it points to moves too.";
  if (value.op === "environment") return "Dynamics asks for it in every row.";
  return value.op === "constant" ? "The same in every row; Dynamics or its views rely on it." : null;
}

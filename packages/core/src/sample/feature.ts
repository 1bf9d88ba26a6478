/** What a record can show: that its map makes something of it, a column, a field it is made of, a choice, a relation, an edge. */
export const featureKinds = ["record", "column", "field", "choice", "relation", "edge"] as const;
export type FeatureKind = (typeof featureKinds)[number];

/** One thing a sample should show, named without any value of a record. */
export interface Feature {
  readonly mapping: string;
  readonly kind: FeatureKind;
  /** Column, path, `column=value of the map`, or the name of the edge. */
  readonly detail: string;
}

/** A feature as one text, to be counted by. */
export function featureKey({ mapping, kind, detail }: Feature): string {
  return `${mapping}|${kind}|${detail}`;
}

/** The feature behind its text. */
export function readFeature(key: string): Feature {
  const [mapping = "", kind = "", ...detail] = key.split("|");
  return { mapping, kind: featureKinds.find((one) => one === kind) ?? "edge", detail: detail.join("|") };
}

import type { LineView, ObjectView } from "./line-view.ts";

/** An object with how far its lines are; the key of all of them together is null. */
export interface ObjectEntry extends Pick<ObjectView, "title" | "total" | "decided" | "blocking"> {
  readonly key: string | null;
}

/** All objects together first, then each. Counted from the lines: decisions show before the server has them. */
export function objectEntries(
  objects: readonly ObjectView[],
  lines: readonly LineView[],
): readonly [ObjectEntry, ...ObjectEntry[]] {
  const editable = lines.filter(({ isLocked }) => !isLocked);
  const count = (own: readonly LineView[]) => ({
    total: own.length,
    decided: own.filter(({ decision }) => decision !== "open").length,
  });
  const byMapping = Map.groupBy(editable, ({ mapping }) => mapping);
  return [
    {
      key: null,
      title: "All objects",
      ...count(editable),
      blocking: objects.reduce((sum, { blocking }) => sum + blocking, 0),
    },
    ...objects.map(({ key, title, blocking }) => ({ key, title, blocking, ...count(byMapping.get(key) ?? []) })),
  ];
}

/** "3 of 40 decided, 1 blocks". */
export function entryWords({ total, decided, blocking }: ObjectEntry): string {
  const words = total === 0 ? "nothing to decide" : `${decided} of ${total} decided`;
  return blocking === 0 ? words : `${words}, ${blocking} block`;
}

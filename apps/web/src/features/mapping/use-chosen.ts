"use client";
import { useCallback, useState } from "react";

/** Lines chosen for a bulk, by id. */
export function useChosen() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = useCallback(
    (id: string, isChosen: boolean) =>
      setChosen((old) => {
        const next = new Set(old);
        if (isChosen) next.add(id);
        else next.delete(id);
        return next;
      }),
    [],
  );
  const chooseOnly = useCallback(
    (lines: readonly { readonly id: string }[]) => setChosen(new Set(lines.map(({ id }) => id))),
    [],
  );
  return { chosen, choose, chooseOnly };
}

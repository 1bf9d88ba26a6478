import type { ConflictSidesView } from "./endpoints.ts";

/** The three values of a conflict beside each other. */
export function ConflictSides({ sides }: { readonly sides: ConflictSidesView }) {
  const columns = [
    ["What we wrote", sides.base],
    ["Cliniko now", sides.cliniko],
    ["Dynamics now", sides.dynamics],
  ] as const;
  return (
    <dl className="grid gap-3 sm:grid-cols-3">
      {columns.map(([name, value]) => (
        <div key={name} className="min-w-0 rounded-md bg-sunken px-3 py-2">
          <dt className="text-xs text-ink-soft">{name}</dt>
          <dd className="max-h-40 overflow-y-auto wrap-anywhere whitespace-pre-wrap">
            {value ?? <span className="text-ink-soft">Empty</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import { clsx } from "clsx";
import { Check, ChevronRight } from "lucide-react";
import { type PlanGroup, type PlanItemView, planVerdicts } from "./endpoints.ts";
import { verdicts } from "./verdicts.ts";

/** The parts of one table: closed, only how many of which kind. */
export function PlanTable({
  group,
  isOpen,
  onToggle,
}: {
  readonly group: PlanGroup;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}) {
  const { title, table, isNew, items } = group;
  const made = items.filter(({ isMade }) => isMade).length;
  return (
    <details open={isOpen} onToggle={(event) => event.currentTarget.open !== isOpen && onToggle(!isOpen)}>
      <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5 hover:bg-sunken">
        <ChevronRight
          aria-hidden
          className={clsx("size-4 shrink-0 text-ink-faint transition-transform", isOpen && "rotate-90")}
        />
        <h3 className="font-semibold">{title}</h3>
        {table !== null && <span className="font-mono text-xs text-ink-soft">{table}</span>}
        {isNew && <span className="text-ink-soft">new table</span>}
        {made > 0 && (
          <span className="inline-flex items-center gap-1 text-xs text-good">
            <Check aria-hidden className="size-3.5" />
            {made} made
          </span>
        )}
        <span className="ml-auto flex gap-3 font-mono text-xs">
          {planVerdicts.map((verdict) => {
            const count = items.filter((item) => item.verdict === verdict).length;
            return (
              count > 0 && (
                <span key={verdict} className={verdicts[verdict].colour}>
                  <span aria-hidden>
                    {verdicts[verdict].sign}
                    {count}
                  </span>
                  <span className="sr-only">
                    {count} {verdicts[verdict].word}
                  </span>
                </span>
              )
            );
          })}
        </span>
      </summary>
      <ul className="divide-y divide-line border-t border-line">
        {items.map((item) => (
          <Part key={item.key} item={item} />
        ))}
      </ul>
    </details>
  );
}

function Part({ item }: { readonly item: PlanItemView }) {
  const { verdict, reason, displayName, designName, schemaName, logicalName, type, why, usedBy, isMade } = item;
  const { sign, word, colour } = verdicts[verdict];
  const names = [designName, schemaName, logicalName].filter((name) => name !== null);
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 gap-y-1 px-3 py-2 md:grid-cols-[1.25rem_minmax(0,5fr)_minmax(0,4fr)_minmax(0,5fr)] md:gap-x-4">
      <span className={clsx("font-mono font-semibold", colour)}>
        <span aria-hidden>{sign}</span>
        <span className="sr-only">{word}</span>
      </span>
      <div className="min-w-0">
        <p className="font-medium">
          {displayName}
          {isMade && (
            <span className="ml-2 inline-flex items-center gap-1 text-xs text-good">
              <Check aria-hidden className="size-3.5" />
              made
            </span>
          )}
        </p>
        <p className="font-mono text-xs text-ink-soft">
          {names.map((name, index) => (
            <span key={`${name}${String(index)}`}>
              {index > 0 && <span aria-hidden> → </span>}
              <span className="wrap-anywhere">{name}</span>
            </span>
          ))}
        </p>
      </div>
      <div className="min-w-0 max-md:col-start-2">
        <p>{type}</p>
        {reason !== null && (
          <p className={clsx("font-medium", colour)}>
            <span className="sr-only">{word}: </span>
            {reason}
          </p>
        )}
      </div>
      <div className="min-w-0 text-ink-soft max-md:col-start-2">
        {usedBy.length === 0 ? (
          <p>{why}</p>
        ) : (
          <ul className="grid gap-0.5">
            {usedBy.map(({ object, rule }) => (
              <li key={`${object} ${rule}`}>
                <span className="text-ink">{object}</span>: {rule}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

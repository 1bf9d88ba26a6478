"use client";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { type RuleView, readConflicts, readDelta, setRule } from "./endpoints.ts";

/** Rules that decide conflicts, each with who set it. */
export function RulesList({
  place,
  rules,
  mayDecide,
}: {
  readonly place: Place;
  readonly rules: readonly RuleView[];
  readonly mayDecide: boolean;
}) {
  const set = useAct(setRule, { refresh: [readConflicts, readDelta, readMigration] });
  const toast = useToast();
  return (
    <section aria-label="Rules" className="grid gap-2">
      <h3 className="font-semibold">Rules</h3>
      <ul className="divide-y divide-line">
        {rules.map(({ mapping, column, object, field, wish, by, at }) => (
          <li key={`${mapping} ${column}`} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <p className="min-w-0">
              {object}, {field}: always {wish === "keep" ? "keep Dynamics’" : "take Cliniko’s"}
              <span className="block text-ink-soft">
                {by}, <Time at={at} />
              </span>
            </p>
            {mayDecide && (
              <Button
                look="quiet"
                aria-label={`Withdraw the rule for ${object}, ${field}`}
                disabled={set.isPending}
                onClick={() =>
                  set.mutate(
                    { params: place, body: { mapping, column, wish: null } },
                    { onError: (error) => toast.failed("The rule was not withdrawn", error) },
                  )
                }
              >
                Withdraw
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

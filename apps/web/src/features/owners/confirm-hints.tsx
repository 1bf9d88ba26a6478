"use client";
import { ArrowRight } from "lucide-react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Query } from "../../ui/query.tsx";
import type { Place } from "../clinics/place.ts";
import { readOwners } from "./endpoints.ts";
import { recordWords } from "./owner-words.ts";
import type { useChoose } from "./use-choose.ts";

const atOnce = 500;

/** Lists every suggestion before all of them are confirmed: what is confirmed is what was seen. */
export function ConfirmHints({
  place,
  isOpen,
  deciding,
  onClose,
}: {
  readonly place: Place;
  readonly isOpen: boolean;
  readonly deciding: ReturnType<typeof useChoose>;
  readonly onClose: () => void;
}) {
  const hints = useEndpoint(
    readOwners,
    { ...place, group: "confirm", search: "", people: "all", sort: "name", page: 0, size: atOnce },
    { isEnabled: isOpen },
  );
  const rows = (hints.data?.rows ?? []).flatMap((row) =>
    row.suggestion ? [{ ...row, suggestion: row.suggestion }] : [],
  );
  const confirm = () =>
    deciding.choose(
      rows.map(({ practitioner, suggestion }) => ({ practitioner, choice: { kind: "user", user: suggestion.id } })),
      onClose,
    );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Confirm all suggestions"
      isWide
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" isBusy={deciding.isPending} disabled={rows.length === 0} onClick={confirm}>
            {rows.length === 1 ? "Confirm 1 suggestion" : `Confirm ${rows.length} suggestions`}
          </Button>
        </>
      }
    >
      <p>Are these the same people? Their records will belong to the user beside the arrow.</p>
      <Query of={hints}>
        {({ total }) => (
          <>
            <ul aria-label="Suggestions" className="divide-y divide-line">
              {rows.map(({ practitioner, name, email, records, suggestion }) => (
                <li key={practitioner} className="grid gap-x-4 gap-y-1 py-3 sm:grid-cols-2">
                  <div className="min-w-0">
                    <p className="font-medium">{name}</p>
                    <p className="break-words text-ink-soft">{email ?? "No e-mail address in Cliniko"}</p>
                    <p className="text-ink-soft">{recordWords(records)}</p>
                  </div>
                  <div className="flex min-w-0 gap-2">
                    <ArrowRight aria-label="becomes" className="mt-0.5 size-4 shrink-0 text-ink-soft" />
                    <div className="min-w-0">
                      <p className="font-medium">{suggestion.name}</p>
                      <p className="break-words text-ink-soft">{suggestion.email}</p>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
            {total > rows.length && (
              <p className="text-ink-soft">
                The first {rows.length} of {total.toLocaleString("en-AU")}: confirm these, then the rest.
              </p>
            )}
          </>
        )}
      </Query>
    </Dialog>
  );
}

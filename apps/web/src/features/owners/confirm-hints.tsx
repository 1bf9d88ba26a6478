"use client";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Query } from "../../ui/query.tsx";
import { Cell, Table } from "../../ui/table.tsx";
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
      <p>Are these the same people? Their records will belong to the user on the right.</p>
      <Query of={hints}>
        {({ total }) => (
          <>
            <Table
              caption="Suggestions"
              head={[{ label: "Practitioner in Cliniko" }, { label: "Records" }, { label: "User in Dynamics" }]}
            >
              {rows.map(({ practitioner, name, email, records, suggestion }) => (
                <tr key={practitioner}>
                  <Cell>
                    <span className="font-medium">{name}</span>
                    <span className="block text-ink-soft">{email ?? "No e-mail address"}</span>
                  </Cell>
                  <Cell>{recordWords(records)}</Cell>
                  <Cell>
                    <span className="font-medium">{suggestion.name}</span>
                    <span className="block text-ink-soft">{suggestion.email}</span>
                  </Cell>
                </tr>
              ))}
            </Table>
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

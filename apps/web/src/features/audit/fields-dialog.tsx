"use client";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Query } from "../../ui/query.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import { readFields } from "./endpoints.ts";
import { objectName } from "./object-name.ts";

/** The fields of one object: how often filled, how many values, how long, and a few of them as the role may see them. */
export function FieldsDialog({
  place,
  object,
  onClose,
}: {
  readonly place: Place;
  readonly object: string | null;
  readonly onClose: () => void;
}) {
  return (
    <Dialog isOpen={object !== null} onClose={onClose} title={objectName(object ?? "")} isWide>
      {object !== null && <Fields place={place} object={object} />}
    </Dialog>
  );
}

function Fields({ place, object }: { readonly place: Place; readonly object: string }) {
  const fields = useEndpoint(readFields, { ...place, object });
  const [wanted, setWanted] = useState("");
  return (
    <Query of={fields}>
      {({ areMasked, fields: all }) => (
        <>
          {areMasked && <p className="text-ink-soft">Values are hidden from your role; lengths are shown.</p>}
          <TextField
            label="Find a field"
            type="search"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          <Table
            caption={`Fields of ${objectName(object)}`}
            head={[
              { label: "Field" },
              { label: "Filled", isNumber: true },
              { label: "Values", isNumber: true },
              { label: "Longest", isNumber: true },
              { label: "Examples" },
            ]}
          >
            {all
              .filter(({ label, path }) => `${label} ${path}`.toLowerCase().includes(wanted.toLowerCase()))
              .map(({ path, label, type, records, filled, distinct, longest, samples }) => (
                <tr key={path}>
                  <Cell>
                    <span className="font-medium">{label}</span>
                    <span className="block font-mono text-xs break-all text-ink-soft">
                      {path} · {type}
                    </span>
                  </Cell>
                  <Cell isNumber>{records === 0 ? "–" : `${Math.round((filled / records) * 100)} %`}</Cell>
                  <Cell isNumber>{distinct.toLocaleString("en-AU")}</Cell>
                  <Cell isNumber>{longest.toLocaleString("en-AU")}</Cell>
                  <Cell>
                    <ul className="max-w-72">
                      {samples.map((sample, index) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: masked samples may be equal.
                        <li key={index} className="truncate">
                          {sample}
                        </li>
                      ))}
                    </ul>
                  </Cell>
                </tr>
              ))}
          </Table>
        </>
      )}
    </Query>
  );
}

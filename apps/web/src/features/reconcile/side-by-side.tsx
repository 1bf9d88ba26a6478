import Link from "next/link";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import type { Reconciliation } from "./endpoints.ts";
import { periodText } from "./period-text.ts";

/** Appointments of each week on both sides. */
export function AppointmentsPanel({ last }: { readonly last: Reconciliation }) {
  if (last.weekCount === 0) return null;
  return (
    <Panel
      title="Appointments per week"
      hint={`${last.weekCount.toLocaleString("en-AU")} weeks compared; shown are the latest, and every week that differs.`}
    >
      <SidesTable
        caption="Appointments per week"
        first="Week from"
        rows={last.weeks.map(({ week, ...sides }) => ({ name: week === "" ? "No time" : periodText(week), ...sides }))}
      />
    </Panel>
  );
}

/** Treatment notes by owner, and patients whose number of notes differs. */
export function NotesPanel({ place, last }: { readonly place: Place; readonly last: Reconciliation }) {
  if (last.notes.length === 0) return null;
  return (
    <Panel
      title="Treatment notes"
      hint="Counted by owner and by patient. That each note hangs on its own patient, with its own text, is compared note by note above."
    >
      <div className="grid gap-4">
        <SidesTable
          caption="Treatment notes by owner"
          first="Owner"
          rows={last.notes.map(({ who, ...sides }) => ({ name: who, ...sides }))}
        />
        {last.patients.length === 0 ? (
          <p>
            <Status tone="good">Equal</Status> All {last.patientsCompared.toLocaleString("en-AU")} patients have as many
            notes as in Cliniko.
          </p>
        ) : (
          <>
            <Notice tone="bad" title="Patients with another number of notes than in Cliniko" />
            <Table
              caption="Patients with another number of notes"
              head={[
                { label: "Patient in Cliniko" },
                { label: "Cliniko", isNumber: true },
                { label: "Dynamics", isNumber: true },
              ]}
            >
              {last.patients.map(({ rowId, sourceId, source, destination }) => (
                <tr key={rowId}>
                  <Cell>
                    {sourceId === null ? (
                      <code className="text-xs wrap-anywhere">{rowId === "" ? "nobody" : rowId}</code>
                    ) : (
                      <Link
                        className="text-accent underline underline-offset-2"
                        href={`/clinics/${place.clinic}/migrations/${place.migration}/records/patient/${sourceId}`}
                        prefetch={false}
                      >
                        {sourceId}
                      </Link>
                    )}
                  </Cell>
                  <Cell isNumber>{source}</Cell>
                  <Cell isNumber>{destination}</Cell>
                </tr>
              ))}
            </Table>
          </>
        )}
      </div>
    </Panel>
  );
}

function SidesTable({
  caption,
  first,
  rows,
}: {
  readonly caption: string;
  readonly first: string;
  readonly rows: readonly { readonly name: string; readonly source: number; readonly destination: number }[];
}) {
  return (
    <Table
      caption={caption}
      head={[
        { label: first },
        { label: "Cliniko", isNumber: true },
        { label: "Dynamics", isNumber: true },
        { label: "State" },
      ]}
    >
      {rows.map(({ name, source, destination }) => (
        <tr key={name}>
          <Cell>
            <span className="inline-block min-w-24">{name}</span>
          </Cell>
          <Cell isNumber>{source.toLocaleString("en-AU")}</Cell>
          <Cell isNumber>{destination.toLocaleString("en-AU")}</Cell>
          <Cell>
            <Status tone={source === destination ? "good" : "bad"}>
              {source === destination ? "Equal" : "Differs"}
            </Status>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

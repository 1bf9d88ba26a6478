"use client";
import { Download } from "lucide-react";
import { addressOf } from "../../api/address.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { downloadPrivileges, readPrivileges } from "./endpoints.ts";

/** The least a role for the application needs: how it is made, what stands in it and why, as a file. */
export function RolePanel({ place }: { readonly place: { readonly clinic: string; readonly migration: string } }) {
  const privileges = useEndpoint(readPrivileges, place);
  return (
    <Panel
      title="Least-privilege role"
      hint="Everything the application must be allowed to do, and nothing more."
      actions={(["csv", "json"] as const).map((format) => (
        <a
          key={format}
          href={addressOf(downloadPrivileges.path, { ...place, format })}
          download
          className="inline-flex min-h-8 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 py-1.5 font-medium hover:bg-sunken"
        >
          <Download aria-hidden className="size-4" />
          Download {format.toUpperCase()}
        </a>
      ))}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <ol className="grid max-w-3xl list-decimal gap-2 pl-5">
          <li>
            In the Power Platform admin centre open the environment, then Settings, Users + permissions, Security roles,
            and choose New role. Name it FlitStack migration.
          </li>
          <li>Give each right of the lists below at organisation level: the full circle.</li>
          <li>
            Open Application users, choose New app user, add the application by its client ID, and assign the role.
          </li>
          <li>
            Tables marked New do not exist yet. Add their rights after the schema plan was created, and test again here:
            the test names what is still missing. System Administrator for the time of the migration saves both visits.
          </li>
        </ol>
        <Query of={privileges}>
          {({ named, tables, rights }) => (
            <>
              <details>
                <summary className="w-fit rounded font-medium">Rights to {tables.length} tables</summary>
                <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-4">
                  <ul className="grid gap-1 text-ink-soft">
                    {rights.map(({ right, reason }) => (
                      <li key={right}>
                        <b className="font-medium text-ink">{right}</b>: {reason}
                      </li>
                    ))}
                  </ul>
                  <Table
                    caption="Rights to tables"
                    head={[{ label: "Table" }, { label: "Rights, organisation level" }]}
                  >
                    {tables.map(({ table, isNew, rights }) => (
                      <tr key={table}>
                        <Cell>
                          {table} {isNew && <Status tone="info">New</Status>}
                        </Cell>
                        <Cell>{rights.join(", ")}</Cell>
                      </tr>
                    ))}
                  </Table>
                </div>
              </details>
              <details>
                <summary className="w-fit rounded font-medium">{named.length} privileges by name</summary>
                <div className="mt-3">
                  <Table caption="Privileges by name" head={[{ label: "Privilege" }, { label: "Why" }]}>
                    {named.map(({ name, reason }) => (
                      <tr key={name}>
                        <Cell>{name}</Cell>
                        <Cell>{reason}</Cell>
                      </tr>
                    ))}
                  </Table>
                </div>
              </details>
            </>
          )}
        </Query>
      </div>
    </Panel>
  );
}

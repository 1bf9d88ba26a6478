"use client";
import Link from "next/link";
import { debounce, parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import type { z } from "zod";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { listAll } from "../clinics/endpoints.ts";
import { phaseNames } from "../clinics/phase-names.ts";

const typingMs = 250;
const refetchMs = 15_000;

/** Every clinic's migrations, for FlitStack's own people: where they stand and whose turn it is, no patient value. */
export function AllClinics() {
  const [{ search, page }, setQuery] = useQueryStates({
    search: parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(typingMs) }),
    page: parseAsInteger.withDefault(1),
  });
  const all = useEndpoint(listAll, { ...(search !== "" && { search }), page: Math.max(1, page) }, { refetchMs });
  return all.error ? (
    <ErrorState error={all.error} onRetry={() => void all.refetch()} />
  ) : (
    <div className="grid grid-cols-1 gap-4">
      <search className="max-w-sm">
        <TextField
          label="Search clinics"
          type="search"
          value={search}
          onChange={(event) => void setQuery({ search: event.target.value || null, page: null })}
        />
      </search>
      <Query of={all} lines={8}>
        {({ clinics, total, pages }) =>
          clinics.length === 0 ? (
            <EmptyState
              title={search === "" ? "No clinic yet" : "No clinic is called that"}
              action={search !== "" && <Button onClick={() => void setQuery({ search: null })}>Show all</Button>}
            />
          ) : (
            <>
              <div className="rounded-lg border border-line bg-surface">
                <Clinics clinics={clinics} />
              </div>
              <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-2">
                <p className="text-ink-soft" role="status">
                  {total} {total === 1 ? "clinic" : "clinics"}
                  {pages > 1 && `, page ${page} of ${pages}`}
                </p>
                <div className="flex gap-2">
                  {page > 1 && (
                    <Button onClick={() => void setQuery({ page: page - 1 }, { history: "push" })}>Back</Button>
                  )}
                  {page < pages && (
                    <Button onClick={() => void setQuery({ page: page + 1 }, { history: "push" })}>More</Button>
                  )}
                </div>
              </nav>
            </>
          )
        }
      </Query>
    </div>
  );
}

type Clinic = z.infer<NonNullable<typeof listAll.reply>>["clinics"][number];

function Clinics({ clinics }: { readonly clinics: readonly Clinic[] }) {
  return (
    <Table
      caption="Migrations of all clinics"
      head={[
        { label: "Clinic" },
        { label: "Migration" },
        { label: "Phase" },
        { label: "State" },
        { label: "Next step" },
        { label: "Whose turn" },
      ]}
    >
      {clinics.flatMap((clinic) =>
        clinic.migrations.length === 0
          ? [
              <tr key={clinic.id}>
                <Cell>
                  <span className="font-medium">{clinic.name}</span>
                </Cell>
                <Cell>
                  <span className="text-ink-soft">No migration yet</span>
                </Cell>
                <Cell />
                <Cell />
                <Cell />
                <Cell />
              </tr>,
            ]
          : clinic.migrations.map(({ id, name, phase, health, next }) => (
              <tr key={id}>
                <Cell>
                  <span className="font-medium">{clinic.name}</span>
                </Cell>
                <Cell>
                  <Link
                    href={`/clinics/${clinic.id}/migrations/${id}`}
                    className="text-accent underline-offset-2 hover:underline"
                  >
                    {name}
                  </Link>
                </Cell>
                <Cell>{phaseNames[phase]}</Cell>
                <Cell>
                  <Status tone={health.tone}>{health.words}</Status>
                </Cell>
                <Cell>{next.words}</Cell>
                <Cell>{next.whose}</Cell>
              </tr>
            )),
      )}
    </Table>
  );
}

"use client";
import { isAllowed, roleNames, type TenantRole } from "@flit/core/permissions";
import { ArrowRight, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Status } from "../../ui/status.tsx";
import { listMigrations, type MigrationSummary } from "./endpoints.ts";
import { NewMigration } from "./new-migration.tsx";
import { phaseNames } from "./phase-names.ts";

/** One clinic's migrations, and the way to start one. */
export function ClinicMigrations({
  clinic,
}: {
  readonly clinic: { readonly id: string; readonly name: string; readonly role: TenantRole };
}) {
  const list = useEndpoint(listMigrations, { clinic: clinic.id });
  const [isStarting, setStarting] = useState(false);
  const mayCreate = isAllowed(clinic.role, "migration.create");
  const start = mayCreate && (
    <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setStarting(true)}>
      Start a migration
    </Button>
  );
  return (
    <section aria-label={clinic.name} className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">
          {clinic.name} <span className="ml-2 text-sm font-normal text-ink-soft">{roleNames[clinic.role]}</span>
        </h2>
        <div className="flex flex-wrap gap-2">
          {isAllowed(clinic.role, "members.read") && (
            <ButtonLink look="quiet" href={`/clinics/${clinic.id}/members`}>
              Members
            </ButtonLink>
          )}
          {isAllowed(clinic.role, "log.read") && (
            <ButtonLink look="quiet" href={`/clinics/${clinic.id}/log`}>
              Log
            </ButtonLink>
          )}
          {list.data && list.data.migrations.length > 0 && start}
        </div>
      </div>
      <Query of={list} lines={2}>
        {({ migrations }) =>
          migrations.length === 0 ? (
            <EmptyState title="No migration yet" action={start}>
              <ol className="mx-auto my-2 grid max-w-md list-decimal gap-1 pl-5 text-left">
                <li>Connect Cliniko and Dynamics 365. Nothing is changed in either.</li>
                <li>See what the account holds and what stands in the way.</li>
                <li>Confirm the proposed map and have the schema plan approved.</li>
                <li>Check a sample, then move everything. One click takes it back.</li>
              </ol>
            </EmptyState>
          ) : (
            <ul className="grid gap-2">
              {migrations.map((migration) => (
                <Row key={migration.id} clinic={clinic.id} migration={migration} />
              ))}
            </ul>
          )
        }
      </Query>
      <NewMigration
        clinic={clinic.id}
        hasDemo={list.data?.hasDemo ?? false}
        isOpen={isStarting}
        onClose={() => setStarting(false)}
      />
    </section>
  );
}

function Row({ clinic, migration }: { readonly clinic: string; readonly migration: MigrationSummary }) {
  const { id, name, phase, health, next } = migration;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <Link href={`/clinics/${clinic}/migrations/${id}`} className="font-semibold hover:underline">
          {name}
        </Link>
        <p className="text-ink-soft">{phaseNames[phase]}</p>
      </div>
      <Status tone={health.tone}>{health.words}</Status>
      <Link
        href={`/clinics/${clinic}/migrations/${id}/${next.page}`}
        className="inline-flex items-center gap-1 font-medium text-accent hover:underline"
      >
        {next.words}
        <span className="font-normal text-ink-soft">({next.whose})</span>
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </li>
  );
}

"use client";
import Link from "next/link";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { me } from "../account/endpoints.ts";
import { TopBar } from "../shell/top-bar.tsx";
import { ClinicMigrations } from "./clinic-migrations.tsx";

/** The clinics somebody works in, each with its migrations. */
export function Home() {
  const account = useEndpoint(me, {});
  return (
    <>
      <TopBar />
      <main id="content" className="mx-auto w-full max-w-6xl px-4 py-8">
        <PageHead title="Migrations" hint="Every move from Cliniko to Dynamics 365 you take part in." />
        <Query of={account}>
          {({ clinics, isStaff }) =>
            clinics.length === 0 ? (
              <EmptyState
                title="You work in no clinic yet"
                action={isStaff && <Link href="/staff">Go to all clinics</Link>}
              >
                {isStaff
                  ? "FlitStack's people look at every clinic from their own page."
                  : "Ask the owner of your clinic's account for an invitation."}
              </EmptyState>
            ) : (
              <div className="grid gap-8">
                {clinics.map((clinic) => (
                  <ClinicMigrations key={clinic.id} clinic={clinic} />
                ))}
              </div>
            )
          }
        </Query>
      </main>
    </>
  );
}

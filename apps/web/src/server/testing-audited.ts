import type { AuditReport } from "@flit/core/audit-report";
import type { FieldProfile } from "@flit/core/field-profile";
import type { TenantStore } from "@flit/core/ports";
import { connections } from "@flit/worker/connections";

/** A text field of patients as an audit describes it, for tests; other traits as given. */
export function testingProfile(path: string, label: string, more: Partial<FieldProfile> = {}): FieldProfile {
  return {
    object: "patients",
    path,
    position: 0,
    label,
    type: "text",
    records: 400,
    filled: 300,
    distinct: 200,
    longest: 20,
    samples: [],
    values: [],
    ...more,
  };
}

const report: AuditReport = {
  mapDigest: "",
  checks: [],
  objects: [],
  customFields: 0,
  attachments: 0,
  durations: { reading: { minutes: 1, limitedBy: "" }, writing: { minutes: 1, limitedBy: "" }, files: null },
  notExposed: [],
  schema: { create: 0, change: 0, reuse: 0, blocked: 0 },
  findings: [],
  unknownKeys: [],
};

interface Typed {
  readonly cliniko: unknown;
  readonly dynamics: unknown;
  readonly sharepoint: unknown;
}

/** Connects a migration as people would type it and keeps what its audit would have; gives the audit's run. */
export async function audited(
  store: TenantStore,
  migration: string,
  { cliniko, dynamics, sharepoint }: Typed,
  profiles: readonly FieldProfile[],
): Promise<string> {
  const saved = JSON.parse(JSON.stringify(connections.parse({ cliniko, dynamics, sharepoint })));
  return store.transact(async (tx) => {
    await tx.migrations.setConnections(migration, saved);
    const run = { migrationId: migration, kind: "audit", cutOff: "2026-01-01T00:00:00Z", since: null } as const;
    const { id } = await tx.runs.create(run, []);
    await tx.inventory.putProfiles(migration, "patients", profiles);
    await tx.inventory.putReport(migration, id, report);
    return id;
  });
}

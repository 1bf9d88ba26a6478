import type { MigrationReport } from "@flit/core/migration-report";
import type { Run } from "@flit/core/run";
import { collectReport as collect } from "@flit/engine/report/collect-report";
import type { Job } from "../job.ts";

/** What both commands write to report.json; counts, ids and codes, never a patient's values. */
export type Report = MigrationReport;

/** Adds up the migration as it stands in the database. */
export async function collectReport(job: Job, rollback?: Run): Promise<Report> {
  const { store, migration, pair } = await job.open();
  const known = await store.transact((tx) => tx.migrations.get(migration.id));
  const usage = job.product.usage();
  return collect(
    {
      store,
      // Decisions and times are kept with the migration while the commands go on.
      migration: known ?? migration,
      maps: pair.maps,
      files: pair.files,
      environment: new URL(job.config.dynamics.url).host,
    },
    { measured: { requests: usage.requests, peakRssMb: usage.peakRssMb }, isVerifying: true, rollback },
  );
}

/** A report after a rollback that still tells what had arrived before it. */
export function withBooksOf(loaded: Report, undone: Report): Report {
  const { objects, residual, files, notes, conflicts, vanished, notCounted } = loaded;
  return { ...undone, objects, residual, files, notes, conflicts, vanished, notCounted };
}

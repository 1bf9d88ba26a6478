import type { AuditReport } from "./audit-report.ts";
import type { ConnectionCheck } from "./connection-check.ts";
import type { FieldProfile } from "./field-profile.ts";

/** The last audit of a migration. */
export interface StoredAuditReport {
  readonly runId: string;
  readonly at: string;
  /** SHA-256 of the report: what an acceptance or a signature refers to. */
  readonly digest: string;
  readonly report: AuditReport;
}

/** A warning a person took responsibility for. */
export interface CheckAcceptance {
  readonly key: string;
  /** What the check said then: another reason later voids it. */
  readonly why: string;
  readonly reason: string;
  readonly personId: string;
  readonly personName: string;
  readonly at: string;
}

export const platforms = ["cliniko", "dynamics", "sharepoint"] as const;
export type PlatformName = (typeof platforms)[number];

export interface StoredConnectionTest {
  readonly platform: PlatformName;
  readonly at: string;
  readonly checks: readonly ConnectionCheck[];
  readonly isGood: boolean;
}

/** What is known of the two sides before anything moves. */
export interface InventoryStore {
  /** Replaces the profiles of one object; samples and values are sealed. */
  putProfiles(migrationId: string, object: string, profiles: readonly FieldProfile[]): Promise<void>;
  /** In the objects' and fields' order; of all objects unless one is named. */
  profiles(migrationId: string, object?: string): Promise<readonly FieldProfile[]>;
  putReport(migrationId: string, runId: string, report: AuditReport): Promise<void>;
  report(migrationId: string): Promise<StoredAuditReport | null>;
  /** Takes responsibility for a warning; an earlier acceptance of the same key is replaced. */
  accept(migrationId: string, acceptance: Omit<CheckAcceptance, "at">): Promise<void>;
  withdraw(migrationId: string, key: string): Promise<void>;
  acceptances(migrationId: string): Promise<readonly CheckAcceptance[]>;
  /** Keeps the last test of each platform; it is good when no check failed. */
  putConnectionTest(migrationId: string, platform: PlatformName, checks: readonly ConnectionCheck[]): Promise<void>;
  connectionTests(migrationId: string): Promise<readonly StoredConnectionTest[]>;
}

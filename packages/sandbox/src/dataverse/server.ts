import { createClock, type SandboxClock } from "../platform/clock.ts";
import { listen } from "../platform/http.ts";
import type { Around } from "../platform/strike.ts";
import { type CommitLog, createCommitLog } from "./commit-log.ts";
import { createLimits, type LimitOptions } from "./limits.ts";
import { createMetadataApi } from "./metadata-api.ts";
import type { Row } from "./model.ts";
import { createRowPager } from "./odata-pages.ts";
import { requirePrivilege } from "./privileges.ts";
import { changeRaw, type RawChange } from "./raw-change.ts";
import { asPerson, type PersonEdits } from "./rows-by-person.ts";
import type { Environment } from "./rows-environment.ts";
import { rowsForMetadata } from "./rows-for-metadata.ts";
import { createRowStore } from "./rows-store.ts";
import { seedMetadata } from "./schema-seed.ts";
import { createDispatcher, type LatencyOptions, type TokenVerdict } from "./server-dispatch.ts";
import { type SnapshotOptions, snapshotOf } from "./snapshot.ts";
import { addSystemColumns } from "./system-columns.ts";
import { addSystemRows, type HumanUser } from "./system-rows.ts";

export interface DataverseOptions {
  readonly port?: number;
  readonly clock?: SandboxClock;
  /** Ids of system rows, and every chance taken, follow from it. */
  readonly seed?: number;
  readonly humanUsers?: readonly HumanUser[];
  /** Every application it accepts acts as the one application user, a System Administrator. */
  readonly verifyToken: (bearer: string | undefined) => TokenVerdict;
  /** Applications that are no user here, or one without a role. */
  readonly strangers?: { readonly unknown?: readonly string[]; readonly withoutRole?: readonly string[] };
  /** Privileges the application user lacks although it is an administrator, `prvOverrideCreatedOnCreatedBy` for one. */
  readonly withheldPrivileges?: readonly string[];
  readonly around?: Around;
  readonly latency?: LatencyOptions;
  /** Platform milliseconds, as all durations here. */
  readonly propagationDelayMs?: number;
  readonly keyIndexMs?: number;
  readonly operationMs?: number;
  /** Chance that two bulk writes that overlap on one table end in a deadlock for the later one. */
  readonly deadlockProbability?: number;
  readonly limits?: LimitOptions;
}

export interface RunningDataverse extends PersonEdits {
  readonly origin: string;
  /** The address of the organisation; the Web API is below /api/data/v9.2. */
  readonly url: string;
  readonly commitLog: CommitLog;
  snapshot(options?: SnapshotOptions): string;
  rowsOf(table: string): Row[];
  /** Changes rows behind everybody's back; answers what takes the changes back. */
  changeRaw(changes: readonly RawChange[]): readonly RawChange[];
  /** Back to the organisation as it was started. */
  reset(): void;
  /** Takes these privileges from the application user's role, and gives back all others. */
  withhold(privileges: readonly string[]): void;
  /** Requests that reached the organisation, refused ones included. */
  requests(): number;
  /** Requests that were answered 429 by service protection. */
  throttled(): number;
  close(): Promise<void>;
}

/** Starts a Dataverse organisation that is as strict as the documents and recordings say. */
export async function startDataverse(options: DataverseOptions): Promise<RunningDataverse> {
  const clock = options.clock ?? createClock();
  const withheld = new Set(options.withheldPrivileges);
  let organisation = createOrganisation(options, clock, withheld);
  const server = await listen((request, response) => {
    const serve = () => organisation.dispatch(request, response, server.origin);
    const wrapped = options.around === undefined ? serve() : options.around(request, response, serve);
    wrapped.catch(() => void response.destroy());
  }, options.port);
  const person = asPerson(() => organisation.environment);
  return {
    ...person,
    origin: server.origin,
    url: server.origin,
    get commitLog() {
      return organisation.environment.log;
    },
    snapshot: (wanted) => snapshotOf(organisation.environment, wanted),
    changeRaw: (changes) => changeRaw(organisation.environment, changes),
    rowsOf: (table) => [...organisation.environment.store.table(table).values()],
    reset() {
      organisation = createOrganisation(options, clock, withheld);
    },
    withhold(privileges) {
      withheld.clear();
      for (const name of privileges) withheld.add(name);
    },
    requests: () => organisation.requests(),
    throttled: () => organisation.throttled(),
    close: server.close,
  };
}

function createOrganisation(options: DataverseOptions, clock: SandboxClock, withheld: ReadonlySet<string>) {
  const { seed = 1, propagationDelayMs = 0, keyIndexMs = 0, operationMs = 0 } = options;
  const metadata = seedMetadata({ clock, propagationDelayMs });
  addSystemColumns(metadata);
  const store = createRowStore();
  const ids = addSystemRows(metadata, store, seed, options.humanUsers ?? []);
  const environment: Environment = {
    metadata,
    store,
    log: createCommitLog(),
    clock,
    pager: createRowPager(),
    ids,
    withheldPrivileges: withheld,
  };
  const schema = createMetadataApi({
    metadata,
    clock,
    rows: rowsForMetadata(environment),
    demand: (userId, privilege) => requirePrivilege(environment, { userId, by: "app" }, privilege),
    options: { keyIndexMs, operationMs },
  });
  const limits = createLimits(clock, options.limits ?? {}, seed);
  const dispatcher = createDispatcher({ environment, schema, limits, seed, options });
  return { environment, ...dispatcher, throttled: limits.throttled };
}

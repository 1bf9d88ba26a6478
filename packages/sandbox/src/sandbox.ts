import { createHash } from "node:crypto";
import type { ClinikoKey } from "./cliniko/access.ts";
import { type Clinic, generateClinic } from "./cliniko/clinic.ts";
import type { CustomFieldSection } from "./cliniko/custom-fields.ts";
import { type RunningCliniko, startCliniko } from "./cliniko/server.ts";
import { type DataverseOptions, type RunningDataverse, startDataverse } from "./dataverse/server.ts";
import type { SnapshotOptions } from "./dataverse/snapshot.ts";
import { type RunningEntra, startEntra } from "./entra/server.ts";
import { type RunningGraph, startGraph } from "./graph/server.ts";
import { type ClinicUser, humanUsersFor } from "./human-users.ts";
import { createClock } from "./platform/clock.ts";
import type { Dialect } from "./platform/dialects.ts";
import { createFaultSwitch, type FaultSwitch } from "./platform/fault-player.ts";
import type { FaultScript } from "./platform/faults.ts";
import { around } from "./platform/strike.ts";

type Behaviour = "latency" | "propagationDelayMs" | "keyIndexMs" | "operationMs" | "deadlockProbability" | "limits";

export interface SandboxOptions extends Pick<DataverseOptions, Behaviour> {
  /** Everything made up follows from it; 1 unless given. */
  readonly seed?: number;
  /** Size of the clinic; 200 unless given. */
  readonly patients?: number;
  /** How many times faster than the wall platform durations pass. */
  readonly timeScale?: number;
  readonly ports?: Partial<Readonly<Record<Dialect | "entra", number>>>;
  readonly clinikoRequestsPerMinute?: number;
  /** What the clinic asks its patients; a few fields of every type unless given. */
  readonly customFields?: readonly CustomFieldSection[];
  /** Keys beside the administrator's. */
  readonly clinikoKeys?: readonly ClinikoKey[];
  readonly faults?: FaultScripts;
  /** The clinic's present, real milliseconds since 1970. */
  readonly now?: number;
}

export type FaultScripts = Partial<Readonly<Record<Dialect, FaultScript>>>;

/** A clinic in Cliniko, an empty Dynamics organisation beside it, SharePoint, and the sign-in for both. */
export interface Sandbox {
  readonly cliniko: { readonly url: string; readonly apiKey: string; readonly server: RunningCliniko };
  readonly dataverse: { readonly url: string; readonly server: RunningDataverse };
  readonly entra: {
    readonly authority: string;
    readonly tenantId: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly server: RunningEntra;
  };
  readonly graph: { readonly url: string; readonly siteUrl: string; readonly server: RunningGraph };
  readonly clinic: Clinic;
  /** Faults that struck, per platform, under the present scripts. */
  readonly faults: Readonly<Record<Dialect, FaultSwitch>>;
  /** Replaces the scripts of all platforms; one not named plays none. */
  setFaults(scripts: FaultScripts): void;
  /** The whole destination as canonical JSON: schema, rows, files. Equal states give equal texts. */
  snapshot(options?: SnapshotOptions): string;
  /** SHA-256 of the snapshot, hex. */
  snapshotDigest(options?: SnapshotOptions): string;
  /** Back to the start: the clinic as it was generated, the destination empty. Faults and tokens stay. */
  reset(): void;
  close(): Promise<void>;
}

const tenantId = "5a4d1c0e-0f11-4a26-9b0c-7f3f5f1d2c01";
const clientId = "c2a7d1b4-6a55-4c0a-8d5e-2b1f9a7e3d02";
const clientSecret = "sandbox-client-secret";
const expiredSecret = "sandbox-expired-secret";
const apiKey = "MS0xLXNhbmRib3g-au2";
/** Keys of users who may see less. */
export const limitedKeys = {
  practitioner: "MS0yLXNhbmRib3g-au2",
  receptionist: "MS0zLXNhbmRib3g-au2",
} as const;
const limited: readonly ClinikoKey[] = [
  { apiKey: limitedKeys.practitioner, role: "practitioner" },
  { apiKey: limitedKeys.receptionist, role: "receptionist" },
];
const graphResource = "https://graph.microsoft.com";
/** For the loopback address the port does not count. */
const redirectUris = ["http://127.0.0.1/api/connections/dynamics/callback"];
const site = { hostname: "clinic.sharepoint.com", path: "sites/patients" };

/** Starts all services on the loopback interface. The same options give the same clinic and the same faults. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, patients = 200, timeScale = 1, ports = {} } = options;
  const clock = createClock(timeScale);
  const { now, customFields } = options;
  const openClinic = () =>
    generateClinic({ seed, patients, ...(now !== undefined && { now }), ...(customFields && { customFields }) });
  const clinic = openClinic();
  const faults = {
    cliniko: createFaultSwitch(options.faults?.cliniko),
    dataverse: createFaultSwitch(options.faults?.dataverse),
    graph: createFaultSwitch(options.faults?.graph),
  };
  // Dataverse models its own latency, per row as well.
  const latencyMs = (dialect: Dialect) => (dialect === "dataverse" ? 0 : (options.latency?.perRequestMs ?? 0));
  const common = (dialect: Dialect) => ({
    clock,
    around: around(faults[dialect], { dialect, clock, latencyMs: latencyMs(dialect) }),
    ...portOf(ports[dialect]),
  });

  const cliniko = await startCliniko({
    ...common("cliniko"),
    clinic,
    keys: [{ apiKey, role: "administrator" }, ...limited, ...(options.clinikoKeys ?? [])],
    ...(options.clinikoRequestsPerMinute !== undefined && { requestsPerMinute: options.clinikoRequestsPerMinute }),
  });
  // Tokens are asked for by the organisation's address, so the sign-in starts after it and is looked up per request.
  const dataverse: RunningDataverse = await startDataverse({
    propagationDelayMs: 500,
    keyIndexMs: 1_000,
    operationMs: 20,
    ...behaviourOf(options),
    ...common("dataverse"),
    seed,
    humanUsers: humanUsersFor(clinicUsers(clinic)),
    verifyToken: (authorization) => entra.verify(authorization, dataverse.url),
  });
  const graph = await startGraph({
    ...common("graph"),
    site,
    verifyToken: (authorization) => entra.verify(authorization, graphResource),
  });
  const entra = await startEntra({
    clock,
    tenantId,
    clients: [{ clientId, clientSecret, expiredSecret, resources: [dataverse.url, graphResource], redirectUris }],
    person: () => firstPerson(dataverse),
    ...portOf(ports.entra),
  });

  const snapshot = (wanted?: SnapshotOptions) =>
    `{"dataverse":${dataverse.snapshot(wanted)},"files":${JSON.stringify(graph.snapshot())}}`;
  return {
    cliniko: { url: cliniko.url, apiKey, server: cliniko },
    dataverse: { url: dataverse.url, server: dataverse },
    entra: { authority: entra.authority, tenantId, clientId, clientSecret, server: entra },
    graph: { url: graph.url, siteUrl: graph.siteUrl, server: graph },
    get clinic() {
      return cliniko.clinic;
    },
    faults,
    setFaults(scripts) {
      for (const dialect of ["cliniko", "dataverse", "graph"] as const) {
        faults[dialect].play(scripts[dialect] ?? { seed: 0, rules: [] });
      }
    },
    snapshot,
    snapshotDigest: (wanted) => createHash("sha256").update(snapshot(wanted)).digest("hex"),
    reset() {
      cliniko.setClinic(openClinic());
      dataverse.reset();
      graph.reset();
    },
    close: async () => {
      await Promise.all([cliniko, dataverse, graph, entra].map((server) => server.close()));
    },
  };
}

/** The first enabled person of the organisation: whoever opens the sign-in page is taken for them. */
function firstPerson({ rowsOf }: RunningDataverse) {
  const found = rowsOf("systemuser").find(
    ({ values }) => values.get("islicensed") === true && values.get("isdisabled") === false,
  );
  const text = (name: string) => String(found?.values.get(name) ?? "");
  return (
    found && {
      objectId: text("azureactivedirectoryobjectid"),
      email: text("internalemailaddress"),
      name: `${text("firstname")} ${text("lastname")}`,
    }
  );
}

function clinicUsers(clinic: Clinic): ClinicUser[] {
  return Array.from({ length: clinic.count("users") }, (_, index) => {
    const { first_name, last_name, email } = clinic.rowOf("users", index);
    return { firstName: String(first_name ?? ""), lastName: String(last_name ?? ""), email: String(email ?? "") };
  });
}

function portOf(port: number | undefined): { port?: number } {
  return port === undefined ? {} : { port };
}

const behaviours: readonly Behaviour[] = [
  "latency",
  "propagationDelayMs",
  "keyIndexMs",
  "operationMs",
  "deadlockProbability",
  "limits",
];

function behaviourOf(options: SandboxOptions): Pick<DataverseOptions, Behaviour> {
  return Object.fromEntries(
    behaviours.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

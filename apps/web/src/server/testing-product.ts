import { randomUUID } from "node:crypto";
import type { Person } from "@flit/core/identity";
import type { TenantRole } from "@flit/core/permissions";
import { createIdentityStore } from "@flit/db/identity/identity-store";
import { createTestDatabase, type TestDatabase } from "@flit/db/testing";
import { compose } from "@flit/worker/compose";
import { pino } from "pino";
import { webEnv } from "../env.ts";
import { sessionCookie } from "./cookie.ts";
import type { WebProduct } from "./product.ts";
import { findRoute } from "./router.ts";
import { routes } from "./routes.ts";
import { serve } from "./serve.ts";

const ownUrl = "http://127.0.0.1:3000";

/** A clinic with one person in each role. */
export interface TestingClinic {
  readonly id: string;
  readonly name: string;
  readonly people: Readonly<Record<TenantRole, Person>>;
}

/** A browser somebody is signed in with. */
export interface TestingBrowser {
  readonly person: Person;
  readonly cookie: string;
  readonly sessionId: string;
}

/** A request as our own pages send it, unless `headers` say otherwise. */
export interface TestingRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api`, with its query string. */
  readonly path: string;
  readonly body?: unknown;
  /** Null or left out: nobody. */
  readonly as?: TestingBrowser | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The web process's product on a database of its own, without queue and pages. */
export interface TestingProduct {
  readonly product: WebProduct;
  readonly database: TestDatabase;
  newPerson(given?: {
    readonly name?: string;
    readonly passwordHash?: string;
    readonly isStaff?: boolean;
  }): Promise<Person>;
  newClinic(): Promise<TestingClinic>;
  newMigration(clinicId: string, name?: string): Promise<string>;
  /** Opens a session as a complete sign-in does: fresh, so proof is not asked for. */
  signIn(person: Person): Promise<TestingBrowser>;
  /** Routes and serves a request just as `/api` does. */
  request(given: TestingRequest): Promise<Response>;
  close(): Promise<void>;
}

/** Starts Postgres and joins a product around it; `env` overrides settings. */
export async function createTestingProduct(env: Readonly<Record<string, string>> = {}): Promise<TestingProduct> {
  const database = await createTestDatabase();
  const settings = webEnv.parse({
    NODE_ENV: "test",
    DATABASE_URL: database.appUrl,
    FLIT_KEY: database.key,
    FLIT_URL: ownUrl,
    FLIT_ALLOW_LOCAL_PLATFORMS: "1",
    ...env,
  });
  const composition = await compose({
    databaseUrl: database.appUrl,
    key: database.key,
    allowLocal: settings.FLIT_ALLOW_LOCAL_PLATFORMS,
    patienceMs: 10_000,
  });
  const identity = createIdentityStore(composition.client, database.seal);
  const product: WebProduct = {
    env: settings,
    composition,
    identity,
    cookieSecret: randomUUID(),
    log: pino({ level: "silent" }),
    dispatch: async () => undefined,
    queueDepth: async () => 0,
  };

  const newPerson: TestingProduct["newPerson"] = async ({ name = "Ada", passwordHash, isStaff = false } = {}) => {
    const email = `${randomUUID()}@clinic.example`;
    const made = await identity.people.createPerson({ email, name, passwordHash: passwordHash ?? "no password" });
    if (made.kind !== "created") throw new Error(made.kind);
    if (isStaff) await identity.people.setStaff(made.person.id, true);
    return { ...made.person, isStaff };
  };

  const newClinic = async (): Promise<TestingClinic> => {
    const name = `Clinic ${randomUUID()}`;
    const owner = await newPerson({ name: "Olive Owner" });
    const id = await identity.tenants.createTenant(name, owner.id);
    const by = { personId: owner.id, personName: owner.name, role: "owner" } as const;
    const join = async (role: TenantRole): Promise<Person> => {
      const person = await newPerson({ name: `Person of role ${role}` });
      const asked = { tenantId: id, email: person.email, role, migrationId: null, step: null, by };
      await identity.invitations.acceptInvitation((await identity.invitations.invite(asked)).token, person.id);
      return person;
    };
    const people = {
      owner,
      "clinic-admin": await join("clinic-admin"),
      "dynamics-admin": await join("dynamics-admin"),
      operator: await join("operator"),
      auditor: await join("auditor"),
    };
    return { id, name, people };
  };

  return {
    product,
    database,
    newPerson,
    newClinic,
    newMigration: async (clinicId, name = "Cliniko to Dynamics 365") => {
      const id = randomUUID();
      const connections = { cliniko: null, dynamics: null, sharepoint: null };
      const store = composition.store(clinicId);
      await store.transact((tx) => tx.migrations.create({ id, name, connections, options: {} }));
      return id;
    },
    signIn: async (person) => {
      const { token, sessionId } = await identity.sessions.openSession(person.id, "Firefox");
      const [cookie = ""] = (await sessionCookie(product, token)).split(";");
      return { person, cookie, sessionId };
    },
    request: async ({ method = "GET", path, body, as, headers }) => {
      const url = new URL(`/api${path}`, ownUrl);
      const found = findRoute(routes, method, url.pathname.split("/").slice(2));
      if (!found) throw new Error(`No endpoint is ${method} ${url.pathname}.`);
      const sent = new Request(url, {
        method,
        headers: {
          ...(method !== "GET" && { origin: ownUrl, "content-type": "application/json" }),
          ...(as && { cookie: as.cookie }),
          ...headers,
        },
        ...(method !== "GET" && { body: JSON.stringify(body ?? {}) }),
      });
      return serve(found.route, found.params, sent, product);
    },
    close: async () => {
      await composition.close();
      await database.close();
    },
  };
}

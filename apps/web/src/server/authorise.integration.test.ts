import type { Person } from "@flit/core/identity";
import { isAllowed, type Role, tenantRoles } from "@flit/core/permissions";
import { outdateProof } from "@flit/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { addressOf } from "../api/address.ts";
import { errorBody } from "../api/api-error.ts";
import type { Route } from "./handler.ts";
import { routes } from "./routes.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "./testing-product.ts";
import { sampleOf } from "./testing-sample.ts";

const actors = [...tenantRoles, "staff", "outsider", "nobody"] as const;
type Actor = (typeof actors)[number];

/** Whose ids the address holds: the members' own clinic, the outsider's, or a migration of one under the name of the other. */
const targets = ["own", "foreign clinic", "foreign migration"] as const;
type Target = (typeof targets)[number];

interface Try {
  readonly route: Route;
  readonly actor: Actor;
  readonly target: Target;
  readonly isStale: boolean;
}

const requests = routes.reduce((sum, route) => sum + triesOf(route).length, 0);

let web: TestingProduct;
let ours: TestingClinic;
let theirs: TestingClinic;
let staff: Person;
beforeAll(async () => {
  web = await createTestingProduct();
  ours = await web.newClinic();
  theirs = await web.newClinic();
  staff = await web.newPerson({ name: "Sam Staff", isStaff: true });
});
afterAll(() => web.close());

test(`every route answers every role as the permission table says, with own ids and with others' (${requests} requests)`, async () => {
  const wrong: string[] = [];
  const counts: Record<string, number> = {};
  for (const route of routes) {
    // What one route did to a migration must not decide what the next one answers.
    const migrations = { ours: await web.newMigration(ours.id), theirs: await web.newMigration(theirs.id) };
    const check = async (one: Try) => {
      const wanted = expected(one);
      const got = await answerTo(one, migrations);
      counts[wanted.words] = (counts[wanted.words] ?? 0) + 1;
      if (!wanted.fits(got)) wrong.push(`${nameOf(one)}: ${got} instead of ${wanted.words}`);
    };
    // Different people at the same time; each person's requests one after the other.
    const byActor = Map.groupBy(triesOf(route), ({ actor }) => actor);
    await Promise.all(
      [...byActor.values()].map((own) => own.reduce((before, one) => before.then(() => check(one)), Promise.resolve())),
    );
  }
  process.stdout.write(`${routes.length} routes, ${requests} requests: ${JSON.stringify(counts)}\n`);
  expect(wrong).toEqual([]);
}, 600_000);

interface Expectation {
  readonly words: string;
  /** Takes `404 not-found`, `200`. */
  fits(answer: string): boolean;
}

const exactly = (answer: string): Expectation => ({ words: answer, fits: (given) => given === answer });
const served: Expectation = {
  words: "an answer",
  fits: (given) => !/^(401|403|500)/.test(given),
};
/** A person's own affairs: the handler itself may find a password wrong or an invitation somebody else's. */
const servedOrRefusedItself: Expectation = {
  words: "an answer of the handler",
  fits: (given) => !/^(401|500)|signed-out|not-allowed|prove-again|foreign-origin/.test(given),
};

/** What the declarations and the permission table say, in the order in which the server asks. */
function expected({ route: { endpoint }, actor, target, isStale }: Try): Expectation {
  if (endpoint.scope === "public") return servedOrRefusedItself;
  if (actor === "nobody") return exactly("401 signed-out");
  if (endpoint.scope === "person") {
    if (isStale) return exactly("403 prove-again");
    if (endpoint.path.startsWith("/staff/")) return actor === "staff" ? served : exactly("403 not-allowed");
    return servedOrRefusedItself;
  }
  const isAtHome = (target === "foreign clinic") === (actor === "outsider");
  if (!isAtHome && actor !== "staff") return exactly("404 not-found");
  const role: Role = actor === "outsider" ? "owner" : actor;
  if (endpoint.permission === null || !isAllowed(role, endpoint.permission)) return exactly("403 not-allowed");
  if (isStale) return exactly("403 prove-again");
  return target === "foreign migration" ? exactly("404 not-found") : served;
}

function triesOf(route: Route): readonly Try[] {
  const { scope, path, needsProof } = route.endpoint;
  const fitting = scope !== "clinic" ? ["own" as const] : path.includes("/:migration") ? targets : targets.slice(0, 2);
  return actors.flatMap((actor) =>
    fitting.flatMap((target) =>
      (needsProof && actor !== "nobody" ? [false, true] : [false]).map((isStale) => ({
        route,
        actor,
        target,
        isStale,
      })),
    ),
  );
}

/** Sends it, and answers its status with the error's code. */
async function answerTo(
  { route: { endpoint }, actor, target, isStale }: Try,
  migrations: { readonly ours: string; readonly theirs: string },
): Promise<string> {
  const as = await browserOf(actor, endpoint.scope === "clinic" && !isStale);
  if (as && isStale) await outdateProof(web.database.url, as.sessionId);
  // Parameters as the declaration wants them: ids of nothing, or the first of a choice.
  const sample = z.record(z.string(), z.unknown()).parse(sampleOf(endpoint.params));
  const clinic = target === "foreign clinic" ? theirs.id : ours.id;
  const migration = target === "own" ? migrations.ours : migrations.theirs;
  const address = addressOf(endpoint.path, {
    ...sample,
    ...("clinic" in sample && { clinic }),
    ...("migration" in sample && { migration }),
  });
  const response = await web.request({
    method: endpoint.method,
    path: address.replace(/^\/api/, ""),
    // Somebody else's migration is refused whatever else is right; what may be done is not done here.
    body: target === "foreign migration" ? sampleOf(endpoint.body) : {},
    as,
  });
  if (response.ok) {
    await response.body?.cancel();
    return String(response.status);
  }
  // An error tells its code and words for people, and never data.
  const { code } = errorBody.strict().parse(await response.json());
  return `${response.status} ${code}`;
}

const browsers = new Map<Actor, Promise<TestingBrowser>>();

/** Somebody's browser; one that others use too is no use where sessions end or age. */
function browserOf(actor: Actor, mayBeShared: boolean): Promise<TestingBrowser> | null {
  if (actor === "nobody") return null;
  const known = mayBeShared ? browsers.get(actor) : undefined;
  if (known) return known;
  const person = actor === "outsider" ? theirs.people.owner : actor === "staff" ? staff : ours.people[actor];
  const fresh = web.signIn(person);
  if (mayBeShared) browsers.set(actor, fresh);
  return fresh;
}

function nameOf({ route: { endpoint }, actor, target, isStale }: Try): string {
  return `${endpoint.method} ${endpoint.path} as ${actor}${isStale ? " without fresh proof" : ""}, ${target}`;
}

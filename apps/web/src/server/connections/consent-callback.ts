import { Fault } from "@flit/core/fault";
import type { SignedIn } from "@flit/core/identity";
import { isAllowed } from "@flit/core/permissions";
import { Refusal } from "@flit/core/refusal";
import { connections } from "@flit/worker/connections";
import { takeConsent } from "@flit/worker/consent";
import { auth } from "../auth.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { WebProduct } from "../product.ts";
import { type Acting, changeConnections, logTest, withConnections } from "./change.ts";
import { consentApplication, type PendingSignIn, readSignIn, rememberSignIn } from "./consent.ts";
import { otherAccount } from "./try-and-save.ts";

/** Somebody comes back from Microsoft: the connection is saved, and the page they came from goes on to test it. */
export async function consentCallback(product: WebProduct, request: Request): Promise<Response> {
  const who = await auth(product, request.headers);
  const signIn = await readSignIn(product, request.headers);
  if (who === null || signIn === null) return goTo(product, "/");
  const outcome = await takeBack(product, who, signIn, new URL(request.url).searchParams).catch(codeOf);
  return goTo(product, `/clinics/${signIn.clinic}/migrations/${signIn.migration}/dynamics?consent=${outcome}`);
}

/** `done`, or a code the page has words for. */
async function takeBack(product: WebProduct, who: SignedIn, signIn: PendingSignIn, query: URLSearchParams) {
  const { clinic, migration, url, pending } = signIn;
  const role = who.memberships.find(({ tenantId }) => tenantId === clinic)?.role;
  // The answer must belong to the sign-in that this very session began.
  if (who.session.id !== signIn.session || query.get("state") !== pending.state) return "other-session";
  if (role === undefined || !isAllowed(role, "dynamics.connect")) return "not-allowed";
  const application = consentApplication(product);
  const code = query.get("code");
  if (application === null || code === null) return query.get("error") === "access_denied" ? "declined" : "failed";

  const { tenantId, ...consent } = await takeConsent(application, url, { code, pending });
  const { clientId, clientSecret, authorityUrl } = application;
  const dynamics = {
    url,
    tenantId,
    clientId,
    clientSecret,
    ...(authorityUrl && { authorityUrl }),
    consent: { ...consent, at: new Date().toISOString() },
    requestsPerFiveMinutes: 6_000,
  };
  const store = product.composition.store(clinic);
  const acting: Acting = { who, role, clinic, store, product, params: { migration } };
  const now = await store.transact((tx) => migrationOf(tx, migration));
  const limit = connections.parse(now.connections).dynamics?.requestsPerFiveMinutes;
  const typed = { ...dynamics, ...(limit !== undefined && { requestsPerFiveMinutes: limit }) };
  const organization = await product.composition.accountOf(
    clinic,
    withConnections(now, { dynamics: typed }),
    "dynamics",
  );
  if (await otherAccount(acting, "dynamics", organization)) return "other-organisation";
  await store.transact(async (tx) => {
    await changeConnections(tx, migration, (now) => ({ ...now, dynamics: typed, dynamicsOrganization: organization }));
    await logTest(tx, acting, "connection.saved", { platform: "dynamics", of: "saved", checks: [] });
  });
  return "done";
}

/** Codes of platforms and refusals only: their words may hold more. */
function codeOf(error: unknown): string {
  if (error instanceof Fault || error instanceof Refusal) return error.code.replace(/[^\w-]/g, "");
  throw error;
}

async function goTo(product: WebProduct, page: string): Promise<Response> {
  return new Response(null, {
    status: 303,
    headers: {
      location: new URL(page, product.env.FLIT_URL).href,
      "set-cookie": await rememberSignIn(product, null),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
}

import type { SignedIn } from "@flit/core/identity";
import { isAllowed, type Role, whoCan } from "@flit/core/permissions";
import type { StoreTransaction, TenantStore } from "@flit/core/ports";
import { errorBody } from "../api/api-error.ts";
import { auth } from "./auth.ts";
import type { Route } from "./handler.ts";
import { invalid, Problem, problemOf } from "./problem.ts";
import type { WebProduct } from "./product.ts";
import { mustSetUpTwoFactor } from "./two-factor.ts";

const maxBodyBytes = 2_000_000;

/** Answers one request: origin, session, clinic, permission, input, handler, log, reply. Denies by default. */
export async function serve(
  { endpoint, handle }: Route,
  pathParams: { readonly [name: string]: string },
  request: Request,
  product: WebProduct,
): Promise<Response> {
  try {
    if (endpoint.method !== "GET") refuseForeign(request, product.env.FLIT_URL);
    const who = endpoint.scope === "public" ? null : await auth(product, request.headers);
    if (endpoint.scope !== "public" && who === null)
      throw new Problem(401, "signed-out", "Sign in to go on. What you did is saved.");
    // Only one's own account is open before: that is where two-factor sign-in is set up.
    if (who && !endpoint.path.startsWith("/me") && mustSetUpTwoFactor(product, who.person)) {
      throw new Problem(
        403,
        "two-factor-wanted",
        "Your account opens patients' data: set up two-factor sign-in under Your account first, then go on.",
      );
    }
    const clinic = endpoint.scope === "clinic" && who ? await enter(pathParams.clinic ?? "", who) : null;
    if (clinic && endpoint.permission && !isAllowed(clinic.role, endpoint.permission)) {
      throw new Problem(403, "not-allowed", `Your role does not allow this. ${whoCan(endpoint.permission)} can do it.`);
    }
    if (endpoint.needsProof && who?.session.isFresh !== true)
      throw new Problem(403, "prove-again", "Confirm that it is you: enter your password again.");
    const params = endpoint.params.safeParse({ ...queryOf(request), ...pathParams });
    if (!params.success) throw notFoundOr(params.error);
    const store = clinic && product.composition.store(clinic.id);
    if (store && "migration" in params.data) await enterMigration(store, String(params.data.migration));
    const body = endpoint.body.safeParse(endpoint.method === "GET" ? {} : await bodyOf(request));
    if (!body.success) throw invalid(body.error);

    const common = { params: params.data, body: body.data, request, product };
    if (who === null || clinic === null || store === null)
      return await answer(endpoint.reply, handle({ ...common, who }));
    let isLogged = false;
    const log = async (
      tx: StoreTransaction,
      subject: Parameters<StoreTransaction["actions"]["append"]>[0]["subject"],
    ) => {
      if (typeof endpoint.audit !== "string") throw new Error(`${endpoint.path} declares no action to log.`);
      isLogged = true;
      const migrationId = "migration" in params.data ? String(params.data.migration) : null;
      const { id: personId, name: personName } = who.person;
      await tx.actions.append({ personId, personName, role: clinic.role, event: endpoint.audit, migrationId, subject });
    };
    const reply = await answer(
      endpoint.reply,
      handle({ ...common, who, clinic: clinic.id, role: clinic.role, store, log }),
    );
    if (typeof endpoint.audit === "string" && !isLogged) throw new Error(`${endpoint.path} was not logged.`);
    return reply;
  } catch (error) {
    const { status, body } = problemOf(error, (reference, name) =>
      product.log.error({ reference, error: name, endpoint: `${endpoint.method} ${endpoint.path}` }, "request failed"),
    );
    return Response.json(errorBody.parse(body), { status });
  }
}

/** Only our own pages may change anything: a foreign page's request carries another origin. */
function refuseForeign(request: Request, ownUrl: string): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOwn = (site === null || site === "same-origin") && (origin === null || origin === new URL(ownUrl).origin);
  if (!isOwn || (site === null && origin === null))
    throw new Problem(403, "foreign-origin", "This request does not come from FlitStack's own pages.");
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    throw new Problem(415, "not-json", "Send JSON.");
}

/** The person's role in a clinic. A clinic they do not work in does not exist for them. */
function enter(clinicId: string, who: SignedIn): { id: string; role: Role } {
  const member = who.memberships.find(({ tenantId }) => tenantId === clinicId);
  if (member) return { id: clinicId, role: member.role };
  if (who.person.isStaff && /^[0-9a-f-]{36}$/.test(clinicId)) return { id: clinicId, role: "staff" };
  throw new Problem(404, "not-found", "There is nothing at this address, or not for you.");
}

/** A migration of another clinic does not exist for anybody in this one, whatever they send. */
async function enterMigration(store: TenantStore, id: string): Promise<void> {
  if ((await store.transact((tx) => tx.migrations.get(id))) === null)
    throw new Problem(404, "not-found", "There is nothing at this address, or not for you.");
}

function queryOf(request: Request): { readonly [name: string]: string } {
  return Object.fromEntries(new URL(request.url).searchParams);
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > maxBodyBytes) throw new Problem(413, "too-large", "That is too large.");
  try {
    return JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new Problem(400, "not-json", "The request is not JSON.");
  }
}

function notFoundOr(error: Parameters<typeof invalid>[0]): Problem {
  const isId = error.issues.some((issue) => issue.code === "invalid_format" && issue.format === "uuid");
  return isId ? new Problem(404, "not-found", "There is nothing at this address, or not for you.") : invalid(error);
}

async function answer(schema: Route["endpoint"]["reply"], result: Promise<unknown>): Promise<Response> {
  const value = await result;
  if (schema === null) {
    if (value instanceof Response) return value;
    throw new Error("An endpoint without a reply schema answers a response.");
  }
  return Response.json(schema.parse(value));
}

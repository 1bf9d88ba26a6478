import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signInWithEntra } from "./entra-sign-in.ts";
import { createTestingProduct, type TestingBrowser, type TestingProduct } from "./testing-product.ts";

let web: TestingProduct;
beforeAll(async () => {
  web = await createTestingProduct({ FLIT_ENTRA_CLIENT_ID: randomUUID(), FLIT_ENTRA_CLIENT_SECRET: "secret" });
});
afterAll(() => web.close());

const entra = (email = `${randomUUID()}@clinic.example`) => ({ tid: "tenant", oid: randomUUID(), email, name: "Mia" });
const back = (cookies: readonly string[]) => new Headers({ cookie: cookies.join("; ") });
const cookieOf = (response: Response) => (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

const beginLink = async (as: TestingBrowser) =>
  cookieOf(await web.request({ method: "POST", path: "/me/microsoft", as }));

async function carried(email: string) {
  const clinic = await web.newClinic();
  const as = await web.signIn(clinic.people.owner);
  const body = { email, role: "operator" };
  const made = await web.request({ method: "POST", path: `/clinics/${clinic.id}/invitations`, as, body });
  const token = new URL((await made.json()).link).hash.slice(1);
  const response = await web.request({ method: "POST", path: "/invitations/carry", body: { token } });
  expect(response.headers.get("set-cookie")).toMatch(/; Path=\/api\/auth; HttpOnly; SameSite=Lax; Max-Age=600$/);
  return { clinic, token, cookie: cookieOf(response) };
}

test("a stranger is let in by an open invitation only, and joins with it", async () => {
  const stranger = entra();
  expect(await signInWithEntra(web.product, stranger, back([]))).toEqual({ page: "/sign-in?error=entra" });
  const { clinic, token, cookie } = await carried(stranger.email);
  // What stands in the cookie is sealed: a token put there by hand opens nothing.
  expect(await signInWithEntra(web.product, stranger, back([`flit-invitation=${token}`]))).toEqual({
    page: "/sign-in?error=entra",
  });
  const joined = await signInWithEntra(web.product, stranger, back([cookie]));
  if (!("personId" in joined)) throw new Error(joined.page);
  expect(await web.product.identity.members.memberships(joined.personId)).toMatchObject([
    { tenantId: clinic.id, role: "operator" },
  ]);
  // The next clinic's invitation finds the person known, and lets them join too.
  const second = await carried(stranger.email);
  expect(await signInWithEntra(web.product, stranger, back([second.cookie]))).toEqual(joined);
  expect(await web.product.identity.members.memberships(joined.personId)).toHaveLength(2);
  const foreign = await carried(`${randomUUID()}@clinic.example`);
  expect(await signInWithEntra(web.product, stranger, back([foreign.cookie]))).toEqual({
    page: "/sign-in?error=invitation",
  });
});

test("a Microsoft account is linked by the browser that proved itself, once, and to one person", async () => {
  const as = await web.signIn(await web.newPerson());
  const microsoft = entra();
  const link = await beginLink(as);
  const other = await web.signIn(await web.newPerson());
  expect(await signInWithEntra(web.product, microsoft, back([link, other.cookie]))).toEqual({
    page: "/account?microsoft=failed",
  });
  expect(await signInWithEntra(web.product, microsoft, back([link, as.cookie]))).toEqual({ personId: as.person.id });
  // The session it began in ends: the cookie is spent with it.
  expect((await web.request({ path: "/me", as })).status).toBe(401);
  expect(await signInWithEntra(web.product, microsoft, back([]))).toEqual({ personId: as.person.id });
  expect(await signInWithEntra(web.product, microsoft, back([await beginLink(other), other.cookie]))).toEqual({
    page: "/account?microsoft=taken",
  });
});

import { randomUUID } from "node:crypto";
import { hashPassword } from "@flit/db/identity/password";
import { runAsOwner } from "@flit/db/testing";
import { generate } from "otplib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logSignIn } from "../log-sign-in.ts";
import { signInWithPassword } from "../sign-in.ts";
import { createTestingProduct, type TestingBrowser, type TestingProduct } from "../testing-product.ts";

const password = "a calm blue harbour";
let web: TestingProduct;
let passwordHash: string;
beforeAll(async () => {
  web = await createTestingProduct();
  passwordHash = await hashPassword(password);
});
afterAll(() => web.close());

const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
const trySignIn = (given: { email: string; password?: string; code?: string; address?: string }) =>
  signInWithPassword(web.product, { password, code: "", address: randomUUID(), ...given });

/** As if the last proof were six minutes ago. */
const waitOut = ({ sessionId }: TestingBrowser) =>
  runAsOwner(web.database.url, [
    { sql: `update session set proved_at = proved_at - interval '6 minutes' where id = $1`, values: [sessionId] },
  ]);

async function withTotp() {
  const person = await web.newPerson({ passwordHash });
  const as = await web.signIn(person);
  const begun = await web.request({ method: "POST", path: "/me/two-factor", as });
  const { secret, qrCode } = await begun.json();
  expect(qrCode).toMatch(/^data:image\/png;base64,/);
  const code = await generate({ secret });
  expect(await codeOf(await web.request({ method: "PUT", path: "/me/two-factor", as, body: { code: "12" } }))).toBe(
    "422 wrong",
  );
  expect(await (await web.request({ method: "PUT", path: "/me/two-factor", as, body: { code } })).json()).toEqual({
    hasTotp: true,
  });
  return { person, as, secret, code };
}

test("an unknown e-mail and a wrong password get one answer, and both are throttled after five tries", async () => {
  const { email } = await web.newPerson({ passwordHash });
  for (const address of [email, `${randomUUID()}@clinic.example`]) {
    const answers = [];
    for (let turn = 0; turn < 6; turn++) answers.push(await trySignIn({ email: address, password: "wrong" }));
    expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => ({ kind: "wrong" })));
    expect(answers[5]).toMatchObject({ kind: "throttled" });
    // Knowing the password does not help while the lock stands.
    expect(await trySignIn({ email: address })).toMatchObject({ kind: "throttled" });
  }
});

test("a code of the authenticator app counts once, also the one that set it up", async () => {
  const { person, secret, code } = await withTotp();
  expect(await trySignIn({ email: person.email })).toEqual({ kind: "code-wanted" });
  expect(await trySignIn({ email: person.email, code })).toEqual({ kind: "wrong" });
  const next = await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 });
  expect(await trySignIn({ email: person.email, code: next })).toMatchObject({ kind: "signed-in" });
  expect(await trySignIn({ email: person.email, code: next })).toEqual({ kind: "wrong" });
});

test("what matters wants a fresh proof, which the right password gives to this browser under a new cookie", async () => {
  const person = await web.newPerson({ passwordHash });
  const as = await web.signIn(person);
  await waitOut(as);
  const change = (by: TestingBrowser, given: string) =>
    web.request({ method: "PUT", path: "/me/password", as: by, body: { password: given } });
  expect(await codeOf(await change(as, "another long sentence"))).toBe("403 prove-again");
  const prove = (given: string) =>
    web.request({ method: "POST", path: "/me/proof", as, body: { password: given, code: "" } });
  expect(await codeOf(await prove("wrong"))).toBe("403 wrong");
  const [cookie = ""] = ((await prove(password)).headers.get("set-cookie") ?? "").split(";");
  expect((await web.request({ path: "/me", as })).status).toBe(401);
  const proved = { ...as, cookie };
  expect(await (await change(proved, "short")).json()).toMatchObject({
    code: "weak-password",
    problems: { password: "Use at least 12 characters; a short sentence is easy to remember." },
  });
  expect((await change(proved, "another long sentence")).status).toBe(200);
  expect(await trySignIn({ email: person.email })).toEqual({ kind: "wrong" });
  expect(await trySignIn({ email: person.email, password: "another long sentence" })).toMatchObject({
    kind: "signed-in",
  });
});

test("two-factor sign-in is taken off only with a fresh proof, which asks for its code", async () => {
  const { as, secret } = await withTotp();
  await waitOut(as);
  const takeOff = (by: TestingBrowser) => web.request({ method: "DELETE", path: "/me/two-factor", as: by });
  expect(await codeOf(await takeOff(as))).toBe("403 prove-again");
  const prove = (code: string) => web.request({ method: "POST", path: "/me/proof", as, body: { password, code } });
  expect(await codeOf(await prove(""))).toBe("403 wrong");
  const next = await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 });
  const [cookie = ""] = ((await prove(next)).headers.get("set-cookie") ?? "").split(";");
  expect(await (await takeOff({ ...as, cookie })).json()).toEqual({ hasTotp: false });
  expect(await (await web.request({ path: "/me", as: { ...as, cookie } })).json()).toMatchObject({ hasTotp: false });
});

test("other browsers are listed and signed out, this one stays", async () => {
  const person = await web.newPerson();
  const [here, there] = [await web.signIn(person), await web.signIn(person)];
  const sessions = await (await web.request({ path: "/me/sessions", as: here })).json();
  expect(sessions.map((one: { id: string; isThis: boolean }) => [one.id, one.isThis]).sort()).toEqual(
    [
      [here.sessionId, true],
      [there.sessionId, false],
    ].sort(),
  );
  expect(await (await web.request({ method: "DELETE", path: "/me/sessions", as: here })).json()).toEqual({ ended: 1 });
  expect((await web.request({ path: "/me", as: there })).status).toBe(401);
  expect((await web.request({ path: "/me", as: here })).status).toBe(200);
});

test("a sign-in stands in the log of every clinic the person works in, and in no other", async () => {
  const [clinic, other] = [await web.newClinic(), await web.newClinic()];
  await logSignIn(web.product, clinic.people.operator.id);
  const logged = async (id: string) =>
    web.product.composition
      .store(id)
      .transact((tx) => tx.actions.page({ event: "member.signed-in", beforePosition: null, limit: 9 }));
  expect(await logged(clinic.id)).toMatchObject([{ personId: clinic.people.operator.id, role: "operator" }]);
  expect(await logged(other.id)).toEqual([]);
});

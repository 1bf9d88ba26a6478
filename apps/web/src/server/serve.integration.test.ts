import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestingProduct, type TestingProduct } from "./testing-product.ts";

let web: TestingProduct;
beforeAll(async () => {
  web = await createTestingProduct();
});
afterAll(() => web.close());

const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;

test("nobody gets an answer without a session, and a cookie of another installation is none", async () => {
  expect(await codeOf(await web.request({ path: "/me" }))).toBe("401 signed-out");
  const browser = await web.signIn(await web.newPerson());
  const forged = { ...browser, cookie: `${browser.cookie.slice(0, -4)}AAAA` };
  expect(await codeOf(await web.request({ path: "/me", as: forged }))).toBe("401 signed-out");
  expect((await web.request({ path: "/me", as: browser })).status).toBe(200);
});

test("a foreign page changes nothing, whatever it sends", async () => {
  const as = await web.signIn(await web.newPerson());
  const end = (headers: Readonly<Record<string, string>>) =>
    web.request({ method: "DELETE", path: "/me/sessions", as, headers });
  expect(await codeOf(await end({ origin: "https://elsewhere.example" }))).toBe("403 foreign-origin");
  expect(await codeOf(await end({ "sec-fetch-site": "cross-site" }))).toBe("403 foreign-origin");
  expect(await codeOf(await end({ "content-type": "text/plain" }))).toBe("415 not-json");
  expect((await end({})).status).toBe(200);
});

test("another clinic does not exist for a member, and no role lets them in", async () => {
  const [mine, theirs] = [await web.newClinic(), await web.newClinic()];
  const as = await web.signIn(mine.people.owner);
  expect((await web.request({ path: `/clinics/${mine.id}/migrations`, as })).status).toBe(200);
  expect(await codeOf(await web.request({ path: `/clinics/${theirs.id}/migrations`, as }))).toBe("404 not-found");
});

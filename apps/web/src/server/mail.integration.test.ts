import { receiveMail } from "@flit/worker/messages/testing-mail-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestingProduct, type TestingProduct } from "./testing-product.ts";

let web: TestingProduct;
let smtp: Awaited<ReturnType<typeof receiveMail>>;

beforeAll(async () => {
  smtp = await receiveMail();
  web = await createTestingProduct({ SMTP_URL: smtp.url });
});
afterAll(async () => {
  smtp.close();
  await web.close();
});

test("an invitation goes out by e-mail with its link; a mail server that is gone loses nothing", async () => {
  const clinic = await web.newClinic();
  const as = await web.signIn(clinic.people.owner);
  const invite = async (email: string) => {
    const body = { email, role: "operator" };
    return (await web.request({ method: "POST", path: `/clinics/${clinic.id}/invitations`, as, body })).json();
  };
  const sent = await invite("otis@clinic.example");
  expect(sent.isMailed).toBe(true);
  const [text = ""] = smtp.received();
  expect(text).toContain("To: otis@clinic.example");
  expect(text).toContain(sent.link);
  expect(text).toContain("as Operator");
  smtp.close();
  const shown = await invite("ola@clinic.example");
  expect(shown).toMatchObject({ isMailed: false });
  expect(shown.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invitation#[\w-]{43}$/);
});

import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestingProduct, type TestingProduct } from "./testing-product.ts";

let web: TestingProduct;
let smtp: Server;
const mails: string[] = [];

/** As much of an SMTP server as it takes to receive: it keeps what it is sent. */
function receive(): Server {
  return createServer((socket) => {
    let text = "";
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 here");
    socket.on("data", (chunk) => {
      text += chunk.toString();
      for (;;) {
        const end = isData ? text.indexOf("\r\n.\r\n") : text.indexOf("\r\n");
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) mails.push(part);
        const isQuit = part.startsWith("QUIT");
        const wantsData = !isData && part === "DATA";
        say(isQuit ? "221 bye" : wantsData ? "354 go on" : "250 OK");
        isData = wantsData;
        if (isQuit) socket.end();
      }
    });
  });
}

beforeAll(async () => {
  smtp = receive();
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const address = smtp.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  web = await createTestingProduct({ SMTP_URL: `smtp://127.0.0.1:${address.port}` });
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
  const [mail = ""] = mails;
  const text = mail.replaceAll("=\r\n", "").replaceAll("=3D", "=");
  expect(text).toContain("To: otis@clinic.example");
  expect(text).toContain(sent.link);
  expect(text).toContain("as Operator");
  smtp.close();
  await new Promise((resolve) => smtp.once("close", resolve));
  const shown = await invite("ola@clinic.example");
  expect(shown).toMatchObject({ isMailed: false });
  expect(shown.link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invitation#[\w-]{43}$/);
});

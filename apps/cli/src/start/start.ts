import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { roleNames } from "@flit/core/permissions";
import { createIdentityStore } from "@flit/db/identity/identity-store";
import { createSeal } from "@flit/db/seal";
import { dynamicsConnection } from "@flit/worker/connections";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { startProduct } from "../product.ts";
import { startSandboxProcess } from "../sandbox-process.ts";
import type { Terminal } from "../terminal.ts";
import { wholeNumber } from "../whole-number.ts";
import { announce } from "./announce.ts";
import { demoPassword, demoPeople, makeDemoPeople } from "./demo-people.ts";
import { startWebProcess } from "./web-process.ts";

/** `npm start`: the product in the browser, with the sandbox beside it, until Ctrl-C. */
export async function startCommand(
  args: readonly string[],
  terminal: Terminal,
  onStart: (close: () => Promise<void>) => void,
): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "3000" },
      patients: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      state: { type: "string", default: join(process.cwd(), ".flit", "start") },
      /** File that tells another process where everything is, once people can sign in. */
      announce: { type: "string" },
      /** For tests: nothing of it has to survive a power cut. */
      "throw-away": { type: "boolean", default: false },
    },
  });
  const port = wholeNumber("--port", values.port);
  const { state } = values;
  await refuseTaken(port);
  // Postgres, run by root, works as a user of its own and has to get through; nothing here can be listed.
  mkdirSync(state, { recursive: true });
  chmodSync(state, 0o711);

  const open: (() => Promise<void>)[] = [];
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= (async () => {
      for (const one of open.reverse()) await one().catch(() => undefined);
    })();
    return closing;
  };
  onStart(close);
  try {
    const sandbox = await terminal.during("Starting the sandbox", () =>
      startSandboxProcess({
        folder: state,
        patients: wholeNumber("--patients", values.patients),
        seed: wholeNumber("--seed", values.seed),
        // The same addresses each time: connections that were saved stay good.
        portBase: port + 100,
      }),
    );
    open.push(sandbox.close);
    const demoConfig = join(state, "demo-connections.json");
    writeFileSync(demoConfig, JSON.stringify(sandbox.config), { mode: 0o600 });
    const url = `http://127.0.0.1:${port}`;
    const workerEnv = { FLIT_URL: url };
    const product = await startProduct({
      state,
      workers: 1,
      terminal,
      allowLocal: true,
      isThrownAway: values["throw-away"],
      workerEnv,
    });
    open.push(product.close);
    const password = demoPassword(state);
    const identity = createIdentityStore(product.composition.client, createSeal({ kek: product.key }));
    await makeDemoPeople(identity, password);
    const web = await terminal.during("Starting the web application", () =>
      startWebProcess({
        port,
        log: join(state, "web.log"),
        env: {
          ...product.env,
          ...consentEnv(sandbox.config),
          FLIT_URL: url,
          NEXTAUTH_URL: url,
          FLIT_DEMO_CONFIG: demoConfig,
        },
      }),
    );
    open.push(web.close);
    introduce(terminal, url, password, sandbox.config);
    if (values.announce !== undefined)
      announce(values.announce, {
        url,
        password,
        people: demoPeople,
        sandbox: sandbox.config,
        control: sandbox.control,
      });
    await web.ended;
    if (closing === null) throw new Error(`The web application ended by itself; see ${join(state, "web.log")}.`);
    await closing;
    return exitCode.done;
  } finally {
    await close();
  }
}

/** The sandbox's application is the one people can let act for them. */
function consentEnv(config: { readonly [name: string]: unknown }): Readonly<Record<string, string>> {
  const { clientId, clientSecret = "", authorityUrl = "" } = dynamicsConnection.parse(config.dynamics);
  return {
    FLIT_CONSENT_CLIENT_ID: clientId,
    FLIT_CONSENT_CLIENT_SECRET: clientSecret,
    FLIT_CONSENT_AUTHORITY_URL: new URL(authorityUrl).origin,
  };
}

/** What a newcomer needs to know, and nothing more. */
function introduce(
  terminal: Terminal,
  url: string,
  password: string,
  sandbox: { readonly [name: string]: unknown },
): void {
  terminal.line(`\nFlitStack is open at ${url}\n`);
  terminal.line(`Sign in as one of these; the password of all is  ${password}\n`);
  for (const { name, email, clinic, role } of demoPeople)
    terminal.line(`  ${email.padEnd(26)} ${roleNames[role].padEnd(16)} ${clinic ?? "FlitStack"} (${name})`);
  terminal.line("\nThe sandbox plays Cliniko, Dynamics 365 and SharePoint; it begins afresh at each start.");
  terminal.line("Use “Try with the demo clinic”, or type its addresses and keys into the forms:\n");
  const shown = { cliniko: sandbox.cliniko, dynamics: sandbox.dynamics, sharepoint: sandbox.sharepoint };
  for (const line of JSON.stringify(shown, undefined, 2).split("\n")) terminal.line(`  ${line}`);
  terminal.line("\nCtrl-C ends everything. What you did is kept in .flit/start.");
}

async function refuseTaken(port: number): Promise<void> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (!isFree) throw new Error(`Port ${port} is in use. End what uses it, or choose another: npm start -- --port 3100`);
}

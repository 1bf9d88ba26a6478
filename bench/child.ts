import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { processSettings } from "@flit/worker/process-settings";

/** A program of this folder in a process of its own, and the first thing it said. */
export interface Child<Said> {
  readonly said: Said;
  /** Ends it and waits until it is gone. */
  close(): Promise<void>;
}

/**
 * Starts a program of this folder; what it needs is its one argument, as JSON. Throws when it ends without a word.
 * `env` stands in the place of ours, which it has otherwise.
 */
export async function startChild<Said>(
  url: URL,
  settings: object,
  env?: Readonly<Record<string, string>>,
): Promise<Child<Said>> {
  const child = fork(fileURLToPath(url), [JSON.stringify(settings)], {
    ...(env === undefined ? {} : { env }),
    execArgv: ["--disable-warning=ExperimentalWarning", ...processSettings.flags],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const said = await new Promise<Said>((resolve, reject) => {
    child.once("message", (message) => resolve(message as Said));
    child.once("exit", (code) => reject(new Error(`${fileURLToPath(url)} ended with ${code}.`)));
  });
  return {
    said,
    close: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** Runs a program of this folder to its end and answers what it said. */
export async function runChild<Said>(
  url: URL,
  settings: object,
  env?: Readonly<Record<string, string>>,
): Promise<Said> {
  const child = await startChild<Said>(url, settings, env);
  await child.close();
  return child.said;
}

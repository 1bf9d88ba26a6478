import { Fault } from "@flit/core/fault";
import { Refusal } from "@flit/core/refusal";
import { demoCommand } from "./demo.ts";
import { exitCode, NeedsDecision } from "./exit-code.ts";
import { migrateCommand } from "./migrate.ts";
import { mutationsCommand } from "./mutations/command.ts";
import { startCommand } from "./start/start.ts";
import { createTerminal } from "./terminal.ts";

const commands = {
  demo: demoCommand,
  migrate: migrateCommand,
  mutations: mutationsCommand,
  start: startCommand,
} as const;
const terminal = createTerminal(process.stderr, process.stdin);
const [name = "", ...args] = process.argv.slice(2);

let close: () => Promise<void> = async () => undefined;
let isInterrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isInterrupted) return;
    isInterrupted = true;
    terminal.endLive();
    terminal.line("Stopping. What is done is kept; run the same command to go on.");
    void close()
      .catch(() => undefined)
      .finally(() => process.exit(130));
  });
}

// Ctrl-C reaches every process of the terminal at once: connections break while they are being closed.
process.on("uncaughtException", (error) => {
  if (isInterrupted) return;
  terminal.line(explain(error));
  void close().finally(() => process.exit(exitCode.failed));
});

const isCommand = (text: string): text is keyof typeof commands => Object.hasOwn(commands, text);
const command = isCommand(name) ? commands[name] : null;
try {
  if (!command) throw new Error("Use `npm start`, `npm run demo`, `npm run migrate` or `npm run mutations`.");
  process.exitCode = await command(args, terminal, (stop) => {
    close = stop;
  });
} catch (error) {
  terminal.endLive();
  if (!isInterrupted) {
    terminal.line(`\n${explain(error)}`);
    process.exitCode =
      error instanceof NeedsDecision || error instanceof Refusal ? exitCode.needsDecision : exitCode.failed;
  }
}
// Said aloud: the embedded Postgres' exit hook would answer 0 in our place.
if (!isInterrupted) process.exit(process.exitCode);

/** One clear sentence for errors people can do something about; the whole story for bugs. */
function explain(error: unknown): string {
  if (error instanceof Fault) return `A platform failed (${error.code}): ${error.message}`;
  if (error instanceof NeedsDecision || error instanceof Refusal) return error.message;
  if (error instanceof Error)
    return "code" in error || error.constructor === Error ? error.message : (error.stack ?? error.message);
  return String(error);
}

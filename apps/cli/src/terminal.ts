/** What people see: lines, and one block at the bottom that is drawn anew. Everything goes to stderr but results. */
export interface Terminal {
  line(text: string): void;
  heading(text: string): void;
  /** Replaces the live block; without a terminal it prints when `key` changes or every few seconds. */
  live(lines: readonly string[], key: string): void;
  endLive(): void;
  /** Shows what is going on while it takes longer than a second. */
  during<T>(title: string, work: () => Promise<T>): Promise<T>;
  ask(question: string): Promise<boolean | null>;
}

const plainEveryMs = 5_000;

/** Terminal on the given streams; colours and redrawing only when a person watches. */
export function createTerminal(output: NodeJS.WriteStream, input: NodeJS.ReadStream): Terminal {
  const isLive = output.isTTY === true;
  let drawn = 0;
  let lastKey = "";
  let lastAt = 0;
  const erase = () => {
    if (drawn > 0) output.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const line = (text: string) => {
    erase();
    output.write(`${text}\n`);
  };
  const live = (lines: readonly string[], key: string) => {
    if (isLive) {
      erase();
      const width = output.columns || 100;
      output.write(lines.map((text) => `${text.slice(0, width - 1)}\n`).join(""));
      drawn = lines.length;
      return;
    }
    if (key === lastKey && performance.now() - lastAt < plainEveryMs) return;
    lastKey = key;
    lastAt = performance.now();
    output.write(`${lines.filter((text) => text.trim() !== "").join("\n")}\n`);
  };
  return {
    line,
    heading: (text) => line(isLive ? `\n\u001b[1m${text}\u001b[0m` : `\n${text}`),
    live,
    endLive: () => {
      drawn = 0;
    },
    during: async (title, work) => {
      const startedAt = performance.now();
      const timer = setInterval(
        () => live([`${title} … ${Math.round((performance.now() - startedAt) / 1_000)} s`], title),
        1_000,
      );
      try {
        return await work();
      } finally {
        clearInterval(timer);
        erase();
      }
    },
    ask: async (question) => {
      if (!input.isTTY) return null;
      const { createInterface } = await import("node:readline/promises");
      const prompt = createInterface({ input, output });
      try {
        return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
      } finally {
        prompt.close();
      }
    },
  };
}

/** A bar of the given width: `█████░░░░░`. */
export function bar(done: number, total: number | null, width = 20): string {
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
  const full = Math.round(share * width);
  return "█".repeat(full) + "░".repeat(width - full);
}

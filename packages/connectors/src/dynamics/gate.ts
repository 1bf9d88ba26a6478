/** The platform's advice is followed between these; it counts more than 52 requests of a user as too many at once. */
const fewest = 1;
const most = 52;
/** Before the first advice: what small organisations are advised. */
const untilTold = 4;

/** Bounds how many requests are in flight to one environment at once, as the platform advises. */
export interface Gate {
  /** How many may be in flight now. */
  width(): number;
  /** Takes the `x-ms-dop-hint` of an answer: the degree of parallelism beyond which everything gets slower. */
  follow(hint: string | null): void;
  /** Begins the work when there is room for it, in the order asked. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  const waiting: (() => void)[] = [];
  let width = untilTold;
  let running = 0;
  const admit = () => {
    for (; running < width && waiting.length > 0; running += 1) waiting.shift()?.();
  };
  return {
    width: () => width,
    follow(hint) {
      if (hint === null || !/^\d+$/.test(hint.trim())) return;
      width = Math.min(most, Math.max(fewest, Number(hint)));
      admit();
    },
    async run(work) {
      await new Promise<void>((go) => {
        waiting.push(go);
        admit();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        admit();
      }
    },
  };
}

/**
 * Carries works out, up to `width` of them side by side. After one has failed no other is begun; those under way are
 * waited for, so that nothing happens behind the caller's back. Throws what the first that failed threw.
 */
export async function sideBySide(width: number, works: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  const left = works.values();
  const lane = async () => {
    for (const work of left) {
      if (failures.length > 0) return;
      await work().catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, works.length) }, lane));
  if (failures.length > 0) throw failures[0];
}

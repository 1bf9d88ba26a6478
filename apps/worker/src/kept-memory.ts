/** How far a process may grow over what it held after it last gave memory back. */
const mostGrowth = 1.3;

export interface HeldMemory {
  /** Resident bytes. */
  readonly held: () => number;
  /** Collects everything and gives free pages back to the system. */
  readonly giveBack: () => void;
}

/**
 * V8 keeps heap pages it has emptied until a process rests (`deps/v8/src/heap/page-pool.cc`). A worker does not rest
 * before its run is over, so it would hold the room of the largest burst it ever met: the longer the run, the more.
 * The answer is to be called once a second, and gives memory back whenever the process has grown by a third since it
 * last did; a process whose values live long is not collected more often for that.
 */
export function createMemoryWatch({ held, giveBack }: HeldMemory): () => void {
  let least = held();
  return () => {
    const now = held();
    if (now > least * mostGrowth) {
      giveBack();
      least = held();
    } else {
      least = Math.min(least, now);
    }
  };
}

/** This process; it has to be started with `--expose-gc`, or nothing is given back. */
export const thisProcess: HeldMemory = {
  held: () => process.memoryUsage.rss(),
  giveBack: () => globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" }),
};

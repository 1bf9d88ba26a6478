/** Something done again and again, one at a time. */
export interface Repeated {
  /** Waits for the one in hand; none begins after it. */
  close(): Promise<void>;
}

/** Does the work now and each time `everyMs` after it ended; a failure is told and does not end it. */
export function repeat(everyMs: number, work: () => Promise<unknown>, onError: (error: unknown) => void): Repeated {
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: Promise<void> = Promise.resolve();
  const once = () => {
    current = work()
      .then(() => undefined, onError)
      .then(() => {
        if (!isClosed) timer = setTimeout(once, everyMs);
      });
  };
  once();
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      return current;
    },
  };
}

/**
 * How a worker process is started, here and in docker-compose.yml: what V8 and the C library read before our code runs.
 * A slice is a burst of short-lived values, and by default both keep the room of the largest burst they ever saw.
 */
export const processSettings = {
  /**
   * Young values die in 8 MiB; the heap may grow by six tenths over what is alive before it is collected. It has no
   * bound. What a burst leaves is given back by `kept-memory.ts`, which needs `gc`.
   */
  flags: ["--max-semi-space-size=8", "--heap-growing-percent=60", "--expose-gc"],
  /**
   * glibc: buffers of 32 KiB, and the pieces of that size V8's compiler takes, go back when they are freed, and threads
   * share their free memory. Others ignore it.
   */
  environment: { MALLOC_MMAP_THRESHOLD_: "32768", MALLOC_ARENA_MAX: "2" },
} as const;

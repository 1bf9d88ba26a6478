/**
 * How a worker process is started, here and in docker-compose.yml: what V8 and the C library read before our code runs.
 * A slice is a burst of short-lived values, and by default both keep the room of the largest burst they ever saw.
 */
export const processSettings = {
  /** Young values die in 8 MiB; the heap may grow by a third over what is alive before it is collected. It has no bound. */
  flags: ["--max-semi-space-size=8", "--heap-growing-percent=30"],
  /** glibc: 64 KiB that are free go back, be it one buffer or the heap's end, and threads share one heap. Others ignore it. */
  environment: {
    MALLOC_MMAP_THRESHOLD_: "65536",
    MALLOC_ARENA_MAX: "1",
    MALLOC_TRIM_THRESHOLD_: "65536",
    MALLOC_TOP_PAD_: "65536",
  },
} as const;

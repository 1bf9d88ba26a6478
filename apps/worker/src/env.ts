import { z } from "zod";

const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

/** Settings of a worker process. Everything else it needs stands in Postgres. */
export const workerEnv = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  /** Postgres as the runtime role, which row-level security binds. */
  DATABASE_URL: z.url(),
  /** Redis for the queue; without it the queue lives in Postgres. */
  REDIS_URL: z.url().optional(),
  /** Postgres for the queue when there is no Redis. */
  QUEUE_DATABASE_URL: z.url().optional(),
  /** Key-encryption key, 32 bytes in base64. */
  FLIT_KEY: z.base64().refine((value) => Buffer.from(value, "base64").length === 32, "must be 32 bytes in base64"),
  /** Lets connections point at http servers on this machine. Never in production. */
  FLIT_ALLOW_LOCAL_PLATFORMS: flag,
  FLIT_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  /** How often steps that Postgres says are due are queued again. */
  FLIT_RECONCILE_MS: z.coerce.number().int().min(100).default(15_000),
  /** How long a worker may be silent before others take its work over. */
  FLIT_TAKEOVER_MS: z.coerce.number().int().min(1_000).default(20_000),
  /** For tests: the process kills itself at this fail-point. */
  FLIT_FAIL_POINT: z.string().optional(),
  /** Port of `/health`, `/ready` and `/metrics`; 0 for none. */
  FLIT_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Whoever asks for metrics has to show it; without it nobody gets any. */
  FLIT_METRICS_TOKEN: z.string().min(16).optional(),
  /** Which build this is, as staff see it. */
  FLIT_VERSION: z.string().max(64).default("development"),
  /** Address people use: messages link to it. */
  FLIT_URL: z.url().optional(),
  /** `smtps://user:password@host`; without it nobody gets e-mail. */
  SMTP_URL: z.url().optional(),
  SMTP_FROM: z.email().default("no-reply@flitstack.example"),
});
export type WorkerEnv = z.infer<typeof workerEnv>;

/** Reads the environment; a bad one names every problem at once. */
export function readEnv(source: Record<string, string | undefined> = process.env): WorkerEnv {
  const parsed = workerEnv.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n");
    throw new Error(`The worker's environment is not usable:\n${problems}`);
  }
  if (parsed.data.NODE_ENV === "production" && parsed.data.FLIT_ALLOW_LOCAL_PLATFORMS) {
    throw new Error("FLIT_ALLOW_LOCAL_PLATFORMS=1 is refused in production: unset it.");
  }
  return parsed.data;
}

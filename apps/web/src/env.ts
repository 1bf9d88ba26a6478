import { z } from "zod";

const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

/** Settings of the web process. Everything else it needs stands in Postgres. */
export const webEnv = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  /** Postgres as the runtime role, which row-level security binds. */
  DATABASE_URL: z.url(),
  REDIS_URL: z.url().optional(),
  /** Postgres for the queue when there is no Redis. */
  QUEUE_DATABASE_URL: z.url().optional(),
  /** Key-encryption key, 32 bytes in base64. */
  FLIT_KEY: z.base64().refine((value) => Buffer.from(value, "base64").length === 32, "must be 32 bytes in base64"),
  /** Address people use, e.g. https://migrate.example.com; links in e-mails and the origin check rest on it. */
  FLIT_URL: z.url(),
  /** Connections may point at stand-ins on this machine, and two-factor sign-in is optional. Never in production. */
  FLIT_ALLOW_LOCAL_PLATFORMS: flag,
  /** Application of Entra ID people sign in with; without it they use e-mail and password. */
  FLIT_ENTRA_CLIENT_ID: z.string().optional(),
  FLIT_ENTRA_CLIENT_SECRET: z.string().optional(),
  /** Application people of clinics let act for them in Dynamics 365 instead of registering one of their own. */
  FLIT_CONSENT_CLIENT_ID: z.string().optional(),
  FLIT_CONSENT_CLIENT_SECRET: z.string().optional(),
  /** Another sign-in than Entra ID's public cloud: a national cloud, or the sandbox's. */
  FLIT_CONSENT_AUTHORITY_URL: z.url().optional(),
  /** `smtps://user:password@host`; without it invitations are shown as links to pass on. */
  SMTP_URL: z.url().optional(),
  SMTP_FROM: z.email().default("no-reply@flitstack.example"),
  /** Whoever asks for metrics has to show it; without it nobody gets any. */
  FLIT_METRICS_TOKEN: z.string().min(16).optional(),
  /** JSON file with the connections of the sandbox: "try with the demo clinic". */
  FLIT_DEMO_CONFIG: z.string().optional(),
});
export type WebEnv = z.infer<typeof webEnv>;

let known: WebEnv | null = null;

/** The environment, read once; a bad one names every problem at once. */
export function readEnv(source: Record<string, string | undefined> = process.env): WebEnv {
  if (known !== null && source === process.env) return known;
  const parsed = webEnv.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n");
    throw new Error(`The web application's environment is not usable:\n${problems}`);
  }
  const isPublic = !["127.0.0.1", "localhost"].includes(new URL(parsed.data.FLIT_URL).hostname);
  if (parsed.data.FLIT_ALLOW_LOCAL_PLATFORMS && isPublic) {
    throw new Error("FLIT_ALLOW_LOCAL_PLATFORMS=1 is refused for an address other people can reach: unset it.");
  }
  if (source === process.env) {
    known = parsed.data;
    // next-auth reads the address from here.
    process.env.NEXTAUTH_URL ??= parsed.data.FLIT_URL;
  }
  return parsed.data;
}

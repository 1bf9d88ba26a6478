import { z } from "zod";

const schema = z.object({
  REDIS_URL: z.url().optional(),
  /** Lets a configuration point at servers that are neither Cliniko's nor Microsoft's, http included. */
  FLIT_ALLOW_LOCAL_PLATFORMS: z.enum(["0", "1"]).default("0"),
  FLIT_FAIL_POINT: z.string().optional(),
});

/** The command line's environment; `inherited` is what child processes need to start at all. */
export function cliEnv() {
  const { PATH = "", HOME = "", TMPDIR, LANG } = process.env;
  const inherited = { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...(LANG ? { LANG } : {}) };
  return { ...schema.parse(process.env), inherited };
}

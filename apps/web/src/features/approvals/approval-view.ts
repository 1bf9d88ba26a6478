import { z } from "zod";

/** A signature as pages show it. */
export const approvalView = z.object({
  digest: z.string(),
  statement: z.string(),
  typedName: z.string(),
  role: z.string(),
  at: z.string(),
  /** When and why a later change voided it. */
  voided: z.object({ at: z.string(), why: z.string() }).nullable(),
});
export type ApprovalView = z.infer<typeof approvalView>;

/** What a person sends to put their name under what they see. */
export const signature = z.object({
  /** Digest of what the person saw. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  typedName: z.string().trim().min(1, "Type your name.").max(120),
  isAgreed: z.literal(true, "Tick that you agree."),
});

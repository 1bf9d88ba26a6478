import type { Approval } from "@flit/core/approval";
import type { Role } from "@flit/core/permissions";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { refuseOtherName } from "../typed-name.ts";
import type { SampleStanding } from "./sample-standing.ts";

/** Who signs, and what they saw and typed. */
export interface SampleSignature {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Digest on the person's screen. */
  readonly digest: string;
  readonly typedName: string;
}

/** Puts a person's name under the sample as it stands. Signing the same twice is one approval. Throws Refusal. */
export async function signSample(
  tx: StoreTransaction,
  migrationId: string,
  standing: SampleStanding,
  by: SampleSignature,
): Promise<Approval> {
  const [problem] = standing.problems;
  if (problem) throw new Refusal(problem.code, problem.words);
  if (by.digest !== standing.digest)
    throw new Refusal("stale-sample", "The sample has changed since you opened it. Look at it again, then sign.");
  refuseOtherName(by.typedName, by.name);
  const current = await tx.approvals.current(migrationId, "sample");
  if (current?.digest === standing.digest) return current;
  await tx.approvals.voidAll(migrationId, "sample", "The sample as it stands now was signed.");
  const { digest, statement, summary, mapDigest, planDigest } = standing;
  return tx.approvals.create(
    migrationId,
    {
      kind: "sample",
      digest,
      statement,
      typedName: by.typedName.trim(),
      personId: by.personId,
      role: by.role,
    },
    { map: mapDigest, plan: planDigest, summary },
  );
}

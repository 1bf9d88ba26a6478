import type { AuditFinding, AuditReport } from "@flit/core/audit-report";
import type { PlanItem } from "@flit/core/plan";
import { derivations } from "./derived.ts";
import type { PreflightInputs } from "./preflight/check.ts";
import { notExposed } from "./preflight/cliniko-checks.ts";
import { filesTime, readingTime, writingTime } from "./preflight/durations.ts";
import { preflight } from "./preflight.ts";

/** What an audit has found out when it comes to its report. */
export interface AuditInputs extends Omit<PreflightInputs, "tooLong" | "unknownChoices"> {
  readonly mapDigest: string;
  readonly findings: readonly AuditFinding[];
  readonly unknownKeys: AuditReport["unknownKeys"];
}

/** Puts the report together: counts, codes and names of schema, never a record's value. */
export function auditReport(inputs: AuditInputs): AuditReport {
  const { findings, mapDigest, options, plan, source, staged, unknownKeys } = inputs;
  const unknown = findings.filter(({ kind }) => kind === "unknown-choice");
  const attachments = source.objects.find(({ object }) => object === "patient_attachments");
  const count = (verdict: PlanItem["verdict"]) => plan.items.filter((item) => item.verdict === verdict).length;
  return {
    mapDigest,
    checks: preflight({
      ...inputs,
      tooLong: findings.filter(({ kind }) => kind === "clipped"),
      unknownChoices: unknown.reduce((sum, finding) => sum + finding.count, 0),
    }),
    objects: auditedObjects({ source, staged }),
    customFields: options.customFields.length,
    attachments: attachments?.isReadable === false ? null : stagedOf(staged, "patient_attachments").count,
    durations: {
      reading: readingTime(inputs),
      writing: writingTime(inputs),
      files: options.sharePoint ? filesTime(inputs) : null,
    },
    notExposed,
    schema: {
      create: count("create"),
      change: count("change"),
      reuse: count("reuse"),
      blocked: count("blocked"),
    },
    findings,
    unknownKeys,
  };
}

/** Objects of the source in their order, then those made of them; not readable is never empty. */
function auditedObjects({ source, staged }: Pick<AuditInputs, "source" | "staged">): AuditReport["objects"] {
  const read = source.objects.map(({ object, isReadable }) => {
    const { count, removed } = stagedOf(staged, object);
    return { object, isReadable, count: isReadable ? count : null, removed, isDerived: false };
  });
  const derived = derivations.map(({ object }) => {
    return { object, isReadable: true, ...stagedOf(staged, object), isDerived: true };
  });
  return [...read, ...derived];
}

function stagedOf(staged: AuditInputs["staged"], object: string): { readonly count: number; readonly removed: number } {
  const found = staged.find((one) => one.object === object);
  return { count: found?.count ?? 0, removed: found?.removed ?? 0 };
}

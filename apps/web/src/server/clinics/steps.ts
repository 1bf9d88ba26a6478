import type { Phase } from "@flit/core/journey";
import { phases } from "@flit/core/journey";
import { type Permission, whoCan } from "@flit/core/permissions";
import type { MigrationSummary } from "../../features/clinics/endpoints.ts";
import type { Journey } from "./journey.ts";

interface Step {
  readonly page: string;
  readonly title: string;
  readonly phase: Phase;
  readonly permission: Permission;
  isDone(journey: Journey): boolean;
  words(journey: Journey): string;
}

/** Pages of a migration in the order in which people go through them. */
const steps: readonly Step[] = [
  {
    page: "cliniko",
    title: "Connect Cliniko",
    phase: "connect",
    permission: "cliniko.connect",
    isDone: ({ facts }) => facts.isClinikoConnected,
    words: ({ facts }) => (facts.isClinikoConnected ? "Connected and tested." : "Read-only access with an API key."),
  },
  {
    page: "dynamics",
    title: "Connect Dynamics 365",
    phase: "connect",
    permission: "dynamics.connect",
    isDone: ({ facts }) => facts.isDynamicsConnected,
    words: ({ facts }) =>
      facts.isDynamicsConnected ? "Connected and tested." : "The environment, and SharePoint for files.",
  },
  {
    page: "audit",
    title: "Audit",
    phase: "audit",
    permission: "audit.run",
    isDone: ({ facts }) => facts.isAudited && facts.openChecks === 0,
    words: ({ facts }) =>
      !facts.isAudited
        ? "What the account holds and what stands in the way."
        : facts.openChecks === 0
          ? "Every check has passed or was accepted."
          : `${facts.openChecks} checks wait for a decision.`,
  },
  {
    page: "mapping",
    title: "Mapping review",
    phase: "map",
    permission: "map.decide",
    isDone: ({ facts }) => facts.frozenMapDigest !== null,
    words: ({ facts, openLines }) =>
      facts.frozenMapDigest !== null
        ? `Frozen as ${facts.frozenMapDigest.slice(0, 8)}.`
        : openLines > 0
          ? `${openLines} fields wait for a decision.`
          : "Every field is proposed; you confirm or change it.",
  },
  {
    page: "plan",
    title: "Schema plan",
    phase: "plan",
    permission: "plan.approve",
    isDone: ({ facts }) =>
      facts.isProvisioned && facts.planDigest !== null && facts.planDigest === facts.approvedPlanDigest,
    words: ({ facts }) =>
      facts.planDigest === null
        ? "What will be created in Dynamics 365."
        : facts.planDigest !== facts.approvedPlanDigest
          ? "Waits for the Dynamics admin's approval."
          : facts.isProvisioned
            ? "Approved and created."
            : "Approved; ready to be created.",
  },
  {
    page: "owners",
    title: "Owners",
    phase: "owners",
    permission: "owners.name",
    isDone: ({ facts }) => facts.areOwnersResolved,
    words: ({ facts, leftToFallback, openOwners }) =>
      facts.areOwnersResolved
        ? leftToFallback === 0
          ? "Every practitioner has a user."
          : `Every record has an owner; ${leftToFallback === 1 ? "1 practitioner goes" : `${leftToFallback} practitioners go`} to the fallback owner.`
        : openOwners > 0
          ? `${openOwners === 1 ? "1 practitioner waits" : `${openOwners} practitioners wait`} for a decision.`
          : "Who owns what in Dynamics 365.",
  },
  {
    page: "reconcile",
    title: "Reconcile",
    phase: "reconcile",
    permission: "run.control",
    isDone: ({ isReconciled }) => isReconciled === true,
    words: ({ isReconciled }) =>
      isReconciled === null
        ? "Both sides beside each other, once records are moved."
        : isReconciled
          ? "Both sides agree; the proof can be taken."
          : "Both sides differ; each difference is listed.",
  },
];

/** The step of a page; undefined when no page of a migration is called that. */
export function stepOf(page: string | null): Pick<Step, "page" | "title" | "permission"> | undefined {
  return steps.find((step) => step.page === page);
}

const stopped: Readonly<Record<string, string>> = { quarantined: "Needs you" };

/** What lists and frames show of a migration. */
export function summaryOf(journey: Journey): MigrationSummary {
  const { migration, phase } = journey;
  const next = steps.find((step) => !step.isDone(journey)) ?? steps.at(-1);
  return {
    id: migration.id,
    name: migration.name,
    phase,
    health: healthOf(journey),
    next: {
      page: next?.page ?? "",
      words: next?.title ?? "Overview",
      whose: next ? whoCan(next.permission) : "",
    },
  };
}

/** Each page with where it stands. */
export function stepsOf(journey: Journey) {
  const now = phases.indexOf(journey.phase);
  return steps.map((step) => {
    const at = phases.indexOf(step.phase);
    const state = step.isDone(journey)
      ? ("done" as const)
      : at === now
        ? ("now" as const)
        : at < now
          ? ("later" as const)
          : ("blocked" as const);
    return { page: step.page, title: step.title, state, words: step.words(journey) };
  });
}

function healthOf({ active, facts }: Journey): MigrationSummary["health"] {
  if (active?.state === "paused")
    return {
      tone: "warn",
      words: (active.failure && stopped[active.failure]) ?? (active.failure ? "Needs you" : "Paused"),
    };
  if (active) return { tone: "busy", words: active.kind === "audit" ? "Reading" : "Running" };
  if (facts.openChecks > 0) return { tone: "warn", words: "Needs you" };
  const isWaiting = facts.planDigest !== null && facts.planDigest !== facts.approvedPlanDigest;
  return isWaiting ? { tone: "info", words: "Waiting for approval" } : { tone: "neutral", words: "Ready" };
}

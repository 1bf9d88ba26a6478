import { expect, type Page } from "@playwright/test";
import { readAudit, startAudit } from "../apps/web/src/features/audit/endpoints.ts";
import { decideLines, proposeMap, readMap } from "../apps/web/src/features/mapping/endpoints.ts";
import { freezeDraft } from "../apps/web/src/features/mapping/version-endpoints.ts";
import {
  chooseOwners,
  findUsers,
  matchAgain,
  readOwners,
  setFallback,
} from "../apps/web/src/features/owners/endpoints.ts";
import { approvePlan, makePlan, readPlan, startProvision } from "../apps/web/src/features/plan/endpoints.ts";
import { chooseSample, readSample, rehearseRollback, startSample } from "../apps/web/src/features/sample/endpoints.ts";
import { ask } from "./ask.ts";
import { person } from "./fixtures.ts";

/** The people a prepared migration needs. */
interface People {
  readonly owner: Page;
  readonly dynamicsAdmin: Page;
}

/** One step that brings a migration forward in the name of somebody who may. */
interface Advance {
  readonly title: string;
  take(people: People, place: { readonly clinic: string; readonly migration: string }): Promise<void>;
}

const auditMs = 120_000;
const runMs = 180_000;

/** Brings a connected migration as far as the product goes. Later steps are added at the end. */
export const advances: readonly Advance[] = [
  {
    title: "audit",
    take: async ({ owner }, place) => {
      await ask(owner, startAudit, place);
      const isAudited = async () => (await ask(owner, readAudit, place)).report !== null;
      await expect.poll(isAudited, { timeout: auditMs, intervals: [500] }).toBe(true);
    },
  },
  {
    title: "map",
    take: async ({ owner }, place) => {
      await ask(owner, proposeMap, place);
      const { lines } = await ask(owner, readMap, place);
      const open = lines.filter(({ isLocked, decision }) => !isLocked && decision === "open");
      const ids = open.map(({ id, revision }) => ({ id, revision }));
      await ask(owner, decideLines, place, { decision: "confirm", lines: ids });
      await ask(owner, freezeDraft, place);
    },
  },
  {
    title: "plan",
    take: async ({ owner, dynamicsAdmin }, place) => {
      const { digest } = await ask(owner, makePlan, place);
      const typedName = person("dynamics-admin").name;
      await ask(dynamicsAdmin, approvePlan, place, { digest, typedName, isAgreed: true });
    },
  },
  {
    title: "owners",
    take: async ({ owner }, place) => {
      await ask(owner, matchAgain, place);
    },
  },
  {
    title: "schema",
    take: async ({ owner }, place) => {
      await ask(owner, startProvision, place);
      const isMade = async () => (await ask(owner, readPlan, place)).provision.isDone;
      await expect.poll(isMade, { timeout: runMs, intervals: [500] }).toBe(true);
    },
  },
  {
    title: "owners decided",
    take: async ({ owner }, place) => {
      const all = { ...place, people: "all", sort: "records", search: "", page: 0, size: 100 } as const;
      for (const group of ["confirm", "unresolved"] as const) {
        const { found } = await ask(owner, readOwners, { ...all, group });
        const choices = found.map((practitioner) => ({ practitioner, choice: { kind: "row" as const } }));
        if (choices.length > 0) await ask(owner, chooseOwners, place, { choices });
      }
      const { users } = await ask(owner, findUsers, { ...place, search: "", only: "all" });
      await ask(owner, setFallback, place, { user: users[0]?.id ?? "" });
    },
  },
  {
    title: "sample",
    take: async ({ owner }, place) => {
      await ask(owner, chooseSample, place, { size: 200 });
      await ask(owner, startSample, place, { requestKey: crypto.randomUUID() });
      const isLoaded = async () => (await ask(owner, readSample, place)).run?.state;
      await expect.poll(isLoaded, { timeout: runMs, intervals: [500] }).toBe("completed");
      await ask(owner, rehearseRollback, place, { requestKey: crypto.randomUUID() });
      const isRehearsed = async () => {
        const { rehearsal, run } = await ask(owner, readSample, place);
        return rehearsal?.hasPassed === true && run?.kind === "sample" && run.state === "completed";
      };
      await expect.poll(isRehearsed, { timeout: runMs, intervals: [500] }).toBe(true);
    },
  },
];

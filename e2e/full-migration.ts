import { expect, type Page } from "@playwright/test";
import { readAudit, startAudit } from "../apps/web/src/features/audit/endpoints.ts";
import { decideLines, proposeMap, readMap } from "../apps/web/src/features/mapping/endpoints.ts";
import { freezeDraft } from "../apps/web/src/features/mapping/version-endpoints.ts";
import { matchAgain } from "../apps/web/src/features/owners/endpoints.ts";
import { approvePlan, makePlan, readPlan, startProvision } from "../apps/web/src/features/plan/endpoints.ts";
import { readRollback, startPreview } from "../apps/web/src/features/rollback/endpoints.ts";
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
const provisionMs = 180_000;

/** Brings a connected migration as far as it goes. Later steps are added at the end. */
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
    title: "look at a rollback",
    take: async ({ owner }, place) => {
      const { schemaParts } = await ask(owner, readRollback, place);
      if (schemaParts === 0) {
        await ask(owner, startProvision, place);
        const isMade = async () => (await ask(owner, readPlan, place)).provision.isDone;
        await expect.poll(isMade, { timeout: provisionMs, intervals: [500] }).toBe(true);
      }
      await ask(owner, startPreview, place, { wish: { kind: "all" } });
      const isSeen = async () => (await ask(owner, readRollback, place)).preview?.found != null;
      await expect.poll(isSeen, { timeout: provisionMs, intervals: [500] }).toBe(true);
    },
  },
];

import { expect, type Page } from "@playwright/test";
import { readAudit, startAudit } from "../apps/web/src/features/audit/endpoints.ts";
import { decideLines, proposeMap, readMap } from "../apps/web/src/features/mapping/endpoints.ts";
import { freezeDraft } from "../apps/web/src/features/mapping/version-endpoints.ts";
import { matchAgain } from "../apps/web/src/features/owners/endpoints.ts";
import { approvePlan, makePlan } from "../apps/web/src/features/plan/endpoints.ts";
import { readReconcile, startCheck } from "../apps/web/src/features/reconcile/endpoints.ts";
import { ask } from "./ask.ts";
import { person } from "./fixtures.ts";
import { editRows } from "./journey/sandbox-control.ts";

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
const checkMs = 120_000;

/** Brings a connected migration as far as it goes without writing to Dynamics. Later steps are added at the end. */
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
    title: "reconcile",
    take: async ({ owner }, place) => {
      // There is something to compare once a run has written; an edit by a person gives the page something to list.
      if (!(await ask(owner, readReconcile, place)).isLoaded) return;
      await editRows(3);
      const { run } = await ask(owner, startCheck, place, { requestKey: crypto.randomUUID() });
      const isChecked = async () => (await ask(owner, readReconcile, place)).last?.run === run;
      await expect.poll(isChecked, { timeout: checkMs, intervals: [500] }).toBe(true);
    },
  },
];

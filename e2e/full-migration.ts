import { expect, type Page } from "@playwright/test";
import { readAudit, startAudit } from "../apps/web/src/features/audit/endpoints.ts";
import { openWindow, readDelta, takePass } from "../apps/web/src/features/delta/endpoints.ts";
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
import { readReconcile, startCheck } from "../apps/web/src/features/reconcile/endpoints.ts";
import { readRollback, startPreview } from "../apps/web/src/features/rollback/endpoints.ts";
import { readRuns, startLoad } from "../apps/web/src/features/runs/endpoints.ts";
import {
  chooseSample,
  readSample,
  rehearseRollback,
  signSample,
  startSample,
} from "../apps/web/src/features/sample/endpoints.ts";
import { ask } from "./ask.ts";
import { e2eEnv } from "./env.ts";
import { person, test } from "./fixtures.ts";
import { disagree, editRows } from "./journey/sandbox-control.ts";

/** Where a migration is. */
export interface Place {
  readonly clinic: string;
  readonly migration: string;
}

/** The people a prepared migration needs. */
export interface People {
  readonly owner: Page;
  readonly dynamicsAdmin: Page;
}

/** One step that brings a migration forward in the name of somebody who may. */
interface Advance {
  readonly title: string;
  take(people: People, place: Place): Promise<void>;
}

/** A large clinic takes its time. */
const patience = e2eEnv().FLIT_LARGE === undefined ? 1 : 20;
const auditMs = 120_000 * patience;
const runMs = 180_000 * patience;
const ended = /^(completed|incomplete)$/;

/** Brings a connected migration forward, step by step, until this one is done; null: as far as the product goes. */
export async function advanceTo(last: string | null, people: People, place: Place): Promise<void> {
  const end = last === null ? advances.length - 1 : advances.findIndex(({ title }) => title === last);
  if (end < 0) throw new Error(`There is no step "${last}".`);
  for (const { title, take } of advances.slice(0, end + 1)) await test.step(title, () => take(people, place));
}

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
      const made = async () => (await ask(owner, readPlan, place)).provision;
      await expect.poll(made, { timeout: runMs, intervals: [500] }).toMatchObject({ isDone: true });
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
    },
  },
  {
    title: "rehearsal",
    take: async ({ owner }, place) => {
      await ask(owner, rehearseRollback, place, { requestKey: crypto.randomUUID() });
      const isRehearsed = async () => {
        const { rehearsal, run } = await ask(owner, readSample, place);
        return rehearsal?.hasPassed === true && run?.kind === "sample" && run.state === "completed";
      };
      await expect.poll(isRehearsed, { timeout: runMs, intervals: [500] }).toBe(true);
    },
  },
  {
    title: "sign",
    take: async ({ owner }, place) => {
      const { digest } = (await ask(owner, readSample, place)).sign;
      await ask(owner, signSample, place, { digest, typedName: person("owner").name, isAgreed: true });
    },
  },
  {
    title: "load",
    take: async ({ owner }, place) => {
      const { run } = await ask(owner, startLoad, place, { requestKey: crypto.randomUUID() });
      const state = async () => (await ask(owner, readRuns, { ...place, run })).run?.state;
      await expect.poll(state, { timeout: runMs, intervals: [500] }).toMatch(ended);
    },
  },
  {
    title: "delta with a conflict",
    take: async ({ owner }, place) => {
      await disagree();
      await ask(owner, openWindow, place, { hours: 48, everyMinutes: null });
      // A change in the very second of a pass belongs to the next one.
      for (let conflicts = 0; conflicts === 0; conflicts = (await ask(owner, readDelta, place)).conflicts.open)
        await pass(owner, place);
    },
  },
  {
    title: "reconcile",
    take: async ({ owner }, place) => {
      // An edit by a person gives the page something to list.
      await editRows(3);
      const { run } = await ask(owner, startCheck, place, { requestKey: crypto.randomUUID() });
      const isChecked = async () => (await ask(owner, readReconcile, place)).last?.run === run;
      await expect.poll(isChecked, { timeout: runMs, intervals: [500] }).toBe(true);
    },
  },
  {
    title: "look at a rollback",
    take: async ({ owner }, place) => {
      await ask(owner, startPreview, place, { wish: { kind: "all" } });
      const isSeen = async () => (await ask(owner, readRollback, place)).preview?.found != null;
      await expect.poll(isSeen, { timeout: runMs, intervals: [500] }).toBe(true);
    },
  },
];

async function pass(owner: Page, place: Place): Promise<void> {
  const { run } = await ask(owner, takePass, place, { requestKey: crypto.randomUUID(), isFinal: false });
  const state = async () => (await ask(owner, readDelta, place)).passes.find(({ id }) => id === run)?.state;
  await expect.poll(state, { timeout: runMs, intervals: [500] }).toMatch(ended);
}

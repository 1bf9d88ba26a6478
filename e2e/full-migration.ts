import { expect, type Page } from "@playwright/test";
import { readAudit, startAudit } from "../apps/web/src/features/audit/endpoints.ts";
import { ask } from "./ask.ts";

/** One step that brings a migration forward in the name of a page's person. */
interface Advance {
  readonly title: string;
  take(page: Page, place: { readonly clinic: string; readonly migration: string }): Promise<void>;
}

const auditMs = 120_000;

/** Brings a connected migration as far as the product goes. A step that is built later is added at the end. */
export const advances: readonly Advance[] = [
  {
    title: "audit",
    take: async (page, { clinic, migration }) => {
      await ask(page, startAudit, { clinic, migration });
      const isAudited = async () => (await ask(page, readAudit, { clinic, migration })).report !== null;
      await expect.poll(isAudited, { timeout: auditMs, intervals: [500] }).toBe(true);
    },
  },
];

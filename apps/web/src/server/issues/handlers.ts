import { type IssueSeverity, isSameIssue, issueSeverities } from "@flit/core/issues/issue";
import { valueAccess } from "@flit/core/permissions";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { checkRetry, retryIssue } from "@flit/engine/issues/retry-issue";
import type { IssueGroupView, IssueKeyView, issueEndpoints } from "../../features/issues/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { seeValues } from "../mapping/see-values.ts";
import { maskFor } from "../mask.ts";
import { Problem } from "../problem.ts";
import { openForRecords } from "../records/open-for-records.ts";
import { readTitles } from "../records/titles.ts";
import { viewRun } from "../runs/view.ts";
import { issueFile, issueFormats } from "./export-file.ts";
import { isOpen, readGroups, viewGroup } from "./read-groups.ts";
import { objectOf, viewRetries } from "./view-retries.ts";

const recordsPerPage = 50;

/** What needs attention: groups, their records, retries and acceptances. */
export const issueHandlers: Handlers<typeof issueEndpoints> = {
  readIssues: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const maps = (await tx.migrations.map(id))?.objects ?? [];
      const runs = await tx.runs.list(id);
      const active = runs.find(({ state }) => state === "running" || state === "paused");
      const all = await readGroups(tx, id);
      const found = all
        .filter((one) => params.show === "all" || isOpen(one) === (params.show === "open"))
        .map((one) => viewGroup(one, maps))
        .filter(({ key }) => params.object === undefined || key.mapping === params.object)
        .filter(({ severity }) => params.severity === undefined || severity === params.severity)
        .sort(orders[params.sort]);
      const from = params.page * params.size;
      const open = all.filter(isOpen);
      const titles = new Map(all.map((one) => [one.group.mapping, viewGroup(one, maps).object]));
      return {
        isLoaded: runs.some(({ kind }) => kind === "sample" || kind === "load" || kind === "delta"),
        run: active ? await viewRun(tx, active) : null,
        totals: {
          open: open.length,
          openRecords: open.reduce((sum, { group }) => sum + group.count, 0),
          accepted: all.length - open.length,
        },
        groups: found.slice(from, from + params.size),
        total: found.length,
        objects: [...titles].map(([key, title]) => ({ key, title })).sort((a, b) => a.title.localeCompare(b.title)),
        retries: await viewRetries(tx, id, maps),
      };
    }),

  listIssueRecords: async (call) => {
    const { store, params, body, role } = call;
    return store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const maps = (await tx.migrations.map(id))?.objects ?? [];
      const group = (await readGroups(tx, id)).find((one) => isSameIssue(one.group, body.key));
      const page = {
        search: body.search,
        isDescending: body.sort === "down",
        offset: body.page * recordsPerPage,
        limit: recordsPerPage,
      };
      const { records, total } = await tx.issues.records(id, body.key, page);
      const object = objectOf(body.key.mapping, maps);
      const keys = records.map(({ sourceId }) => ({ object, id: sourceId }));
      const titles = valueAccess(role) === "never" ? new Map() : await readTitles(tx, id, keys, maskFor(role));
      if (records.length > 0) await seeValues(tx, call, body.view, { records: records.length }, "issues");
      return {
        group: group ? viewGroup(group, maps) : null,
        source: object,
        records: records.map(({ sourceId, rowId }) => ({
          id: sourceId,
          row: rowId,
          name: titles.get(`${object}/${sourceId}`) ?? null,
        })),
        total,
        size: recordsPerPage,
      };
    });
  },

  retryGroup: async (call) => {
    const { store, body, product, who, log } = call;
    const { context } = await openForRecords(call);
    const by = { id: who.person.id, name: who.person.name };
    const run = await retryIssue(context, body.key, by, { requestKey: body.requestKey, now: new Date() });
    await store.transact((tx) => log(tx, { run: run.id, ...body.key }));
    await product.dispatch();
    return { run: run.id };
  },

  checkRetried: async (call) => {
    const { store, params, body, product, log } = call;
    const retry = await store.transact(async (tx) =>
      (await tx.issues.retries((await migrationOf(tx, params.migration)).id, 50)).find(
        ({ runId }) => runId === body.run,
      ),
    );
    if (!retry) throw new Problem(404, "not-found", "There is no such retry.");
    const { context } = await openForRecords(call);
    const run = await checkRetry(context, retry, new Date());
    await store.transact((tx) => log(tx, { retry: retry.runId, run: run?.id ?? null, records: retry.sample.length }));
    await product.dispatch();
    return { run: run?.id ?? null };
  },

  acceptGroup: async ({ store, params, body, who, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const standing = await tx.issues.standing(id, body.key);
      if (standing.count !== body.count)
        throw new Refusal(
          "changed",
          `The group holds ${standing.count} records now, not ${body.count}. Look at it again, then decide.`,
        );
      if (standing.count === 0) throw new Refusal("nothing-left", "There is nothing left to accept in this group.");
      const by = { id: who.person.id, name: who.person.name };
      await tx.issues.accept(id, { ...body.key, ...standing, reason: body.reason, by });
      await log(tx, { ...body.key, ...standing });
    });
    return {};
  },

  withdrawGroup: async ({ store, params, body, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      await tx.issues.withdraw(id, body.key);
      await log(tx, { ...body.key });
    });
    return {};
  },

  exportIssues: async ({ store, params, body, log }) => {
    const { id, groups } = await store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const wanted = await groupsFor(tx, migration.id, body.key);
      await log(tx, {
        format: body.format,
        groups: wanted.length,
        records: wanted.reduce((sum, one) => sum + one.count, 0),
      });
      return { id: migration.id, groups: wanted };
    });
    const format = issueFormats[body.format];
    return new Response(issueFile(store, id, groups, format), {
      headers: {
        "content-type": format.type,
        "content-disposition": `attachment; filename="flitstack-issues-${id.slice(0, 8)}.${body.format}"`,
      },
    });
  },
};

async function groupsFor(
  tx: StoreTransaction,
  migrationId: string,
  key: IssueKeyView | null,
): Promise<readonly IssueGroupView[]> {
  const maps = (await tx.migrations.map(migrationId))?.objects ?? [];
  const groups = await readGroups(tx, migrationId);
  return groups.filter(({ group }) => key === null || isSameIssue(group, key)).map((one) => viewGroup(one, maps));
}

const rank = (severity: IssueSeverity) => issueSeverities.indexOf(severity);
const byCount = (a: IssueGroupView, b: IssueGroupView) => b.count - a.count || a.title.localeCompare(b.title);
const orders = {
  severity: (a: IssueGroupView, b: IssueGroupView) => rank(a.severity) - rank(b.severity) || byCount(a, b),
  records: byCount,
  object: (a: IssueGroupView, b: IssueGroupView) => a.object.localeCompare(b.object) || byCount(a, b),
};

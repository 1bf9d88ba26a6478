import { practitionerRow } from "@flit/core/migration-options";
import { isOpen, type OwnerMatch } from "@flit/core/owner-match";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import type { Run } from "@flit/core/run";
import { chooseOwners, nameFallbackOwner, type OwnerChoice, peopleAmong } from "@flit/engine/choose-owners";
import { matchOwners } from "@flit/engine/match-owners";
import { connections } from "@flit/worker/connections";
import type { OwnerRow, ownerEndpoints, OwnerChoice as Sent } from "../../features/owners/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { reportFormats } from "./report.ts";
import { readStanding } from "./standing.ts";
import { byName, isFound, ownerRows, totalOf, userOf } from "./view.ts";

const shownUsers = 50;

/** Who owns what in Dynamics. */
export const ownerHandlers: Handlers<typeof ownerEndpoints> = {
  readOwners: ({ store, params }) =>
    store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const { match, owners, fallbackOwnerId, present, gaps } = await readStanding(tx, migration);
      const rows = match ? ownerRows(match, owners) : [];
      const people = match ? peopleAmong(match.users).map(userOf) : [];
      const found = rows.filter((row) => isWanted(row, params));
      if (params.sort === "name") found.sort(byName);
      const from = params.page * params.size;
      return {
        missing: missingOf(migration.connections),
        isRead: await isRead(tx, migration.id, present),
        practitioners: present,
        match: match && {
          at: match.at,
          eligible: people.filter(({ problem }) => problem === null).length,
          flagged: people.filter(({ problem }) => problem !== null).length,
          unmatched: gaps.unmatched,
          open: gaps.open,
        },
        groups: {
          matched: countOf(rows, "matched"),
          confirm: countOf(rows, "confirm"),
          unresolved: countOf(rows, "unresolved"),
          rows: countOf(rows, "rows"),
        },
        fallback: { user: people.find(({ id }) => id === fallbackOwnerId) ?? null, problem: gaps.fallback },
        isSettled: gaps.isSettled,
        loaded: loadedBy(await tx.runs.list(migration.id)),
        rows: found.slice(from, from + params.size),
        total: found.length,
        found: found.map(({ practitioner }) => practitioner),
      };
    }),

  findUsers: ({ store, params }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const found = peopleOf(await tx.migrations.ownerMatch(id)).filter(
        (user) => isFound(user, params.search) && (params.only === "all" || user.problem !== null),
      );
      // Those who can be chosen come first.
      const sorted = found.toSorted((a, b) => Number(a.problem !== null) - Number(b.problem !== null) || byName(a, b));
      return { users: sorted.slice(0, shownUsers), total: found.length };
    }),

  matchAgain: async ({ store, clinic, params, product, log }) => {
    const { migration, hasPeople } = await store.transact(async (tx) => {
      const found = await migrationOf(tx, params.migration);
      const present = await tx.staging.countPresent(found.id, "practitioners");
      return { migration: found, hasPeople: await isRead(tx, found.id, present) };
    });
    const destination = product.composition.destination(clinic, migration);
    if (!hasPeople)
      throw new Refusal(
        "not-read",
        "No practitioner was read from Cliniko yet. Run the audit first; it reads all of them.",
      );
    const owners = await matchOwners({ store, migration, destination });
    const open = owners.filter(isOpen).length;
    await store.transact((tx) => log(tx, { practitioners: owners.length, open }));
    return { practitioners: owners.length, open };
  },

  chooseOwners: ({ store, params, body, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const before = await chooseOwners(tx, id, body.choices.map(received));
      const count = (kind: Sent["choice"]["kind"]) => body.choices.filter(({ choice }) => choice.kind === kind).length;
      await log(tx, { users: count("user"), rows: count("row"), backToMatch: count("match") });
      return { undo: before.map(sent) };
    }),

  setFallback: async ({ store, params, body, log }) => {
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      await nameFallbackOwner(tx, id, body.user);
      await log(tx, { fallback: body.user });
    });
    return {};
  },

  exportOwners: async ({ store, params, body, log }) => {
    const report = await store.transact(async (tx) => {
      const migration = await migrationOf(tx, params.migration);
      const { match, owners, fallbackOwnerId } = await readStanding(tx, migration);
      if (!match) throw new Refusal("not-matched", "There is nothing to report yet. Match owners first.");
      const rows = ownerRows(match, owners);
      await log(tx, { format: body.format, practitioners: rows.length });
      const fallback = peopleOf(match).find(({ id }) => id === fallbackOwnerId);
      return { matchedAt: match.at, fallbackOwner: fallback?.name ?? null, rows };
    });
    const { type, write } = reportFormats[body.format];
    return new Response(write(report), {
      headers: {
        "content-type": type,
        "content-disposition": `attachment; filename="flitstack-owners-${params.migration.slice(0, 8)}.${body.format}"`,
      },
    });
  },
};

function isWanted(
  row: OwnerRow,
  wanted: {
    readonly group: OwnerRow["group"];
    readonly people: "all" | "active" | "former";
    readonly search: string;
  },
): boolean {
  return (
    row.group === wanted.group &&
    (wanted.people === "all" || row.isActive === (wanted.people === "active")) &&
    isFound(row, wanted.search)
  );
}

function countOf(rows: readonly OwnerRow[], group: OwnerRow["group"]) {
  const those = rows.filter((row) => row.group === group);
  return { practitioners: those.length, records: those.reduce((sum, { records }) => sum + totalOf(records), 0) };
}

function peopleOf(match: OwnerMatch | null) {
  return match ? peopleAmong(match.users).map(userOf) : [];
}

/** An account that was read to its end may have no practitioner at all. */
async function isRead(tx: StoreTransaction, id: string, present: number): Promise<boolean> {
  return present > 0 || (await tx.inventory.report(id)) !== null;
}

function missingOf(saved: Parameters<typeof connections.parse>[0]): readonly string[] {
  const { cliniko, dynamics } = connections.parse(saved);
  return [...(cliniko ? [] : ["Cliniko"]), ...(dynamics ? [] : ["Dynamics 365"])];
}

function loadedBy(runs: readonly Run[]): "sample" | "run" | null {
  if (runs.some(({ kind }) => kind === "load" || kind === "delta")) return "run";
  return runs.some(({ kind }) => kind === "sample") ? "sample" : null;
}

function received({ practitioner, choice }: Sent): OwnerChoice {
  const wish = choice.kind === "user" ? choice.user : choice.kind === "row" ? practitionerRow : null;
  return { practitionerId: practitioner, choice: wish };
}

function sent({ practitionerId: practitioner, choice }: OwnerChoice): Sent {
  if (choice === null) return { practitioner, choice: { kind: "match" } };
  if (choice === practitionerRow) return { practitioner, choice: { kind: "row" } };
  return { practitioner, choice: { kind: "user", user: choice } };
}

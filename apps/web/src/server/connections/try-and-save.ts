import type { ConnectionCheck } from "@flit/core/connection-check";
import type { PlatformName } from "@flit/core/inventory-store";
import type { Migration } from "@flit/core/ports";
import { type Connections, connections } from "@flit/worker/connections";
import type { TestLine } from "../../features/connections/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import { type Acting, changeConnections, logTest, type Standing, standingOf, withConnections } from "./change.ts";

/** Checks that must not fail for a connection to be saved: with them it is known what was connected. */
const deciding: Readonly<Record<PlatformName, readonly string[]>> = {
  cliniko: ["cliniko.key", "cliniko.host", "cliniko.accepted"],
  dynamics: ["dynamics.certificate", "dynamics.host", "dynamics.token", "dynamics.user"],
  sharepoint: ["sharepoint.site", "sharepoint.drive"],
};

const names: Readonly<Record<PlatformName, string>> = {
  cliniko: "Cliniko",
  dynamics: "Dynamics 365",
  sharepoint: "SharePoint",
};

/**
 * Tests a connection as it was typed, check by check, and saves it when the deciding checks pass and it leads to the
 * account this migration is about. Otherwise what is saved stays as it was.
 */
export async function* tryAndSave(
  acting: Acting,
  platform: PlatformName,
  typed: (now: Connections) => Partial<Connections>,
): AsyncGenerator<TestLine> {
  const { store, clinic, product, params } = acting;
  const migration = await store.transact((tx) => migrationOf(tx, params.migration));
  const change = typed(connections.parse(migration.connections));
  const candidate = withConnections(migration, change);
  const checks: ConnectionCheck[] = [];
  for await (const check of product.composition.tryOut(clinic, candidate, platform)) {
    checks.push(check);
    yield { kind: "check", check };
  }
  const isDecided = checks.every(
    ({ key, verdict }) => verdict === "pass" || verdict === "warning" || !deciding[platform].includes(key),
  );
  const account = isDecided && platform !== "sharepoint" ? await accountOf(acting, candidate, platform) : null;
  const refusal = isDecided ? await otherAccount(acting, platform, account) : null;
  if (refusal) yield { kind: "check", check: refusal };
  if (!isDecided || refusal) {
    await store.transact((tx) => logTest(tx, acting, "connection.tested", { platform, of: "typed", checks }));
    const kept =
      connections.parse(migration.connections)[platform] === null ? "" : " What was saved before stays in use.";
    const words = `Not saved: follow what the failed check says, then test again.${kept}`;
    return yield { kind: "end", isSaved: false, isGood: false, words };
  }
  const standing = await store.transact(async (tx) => {
    await changeConnections(tx, params.migration, (now) => ({ ...now, ...change, ...accountField(platform, account) }));
    await tx.inventory.putConnectionTest(params.migration, platform, checks);
    await logTest(tx, acting, "connection.saved", { platform, of: "saved", checks });
    return standingOf(tx, params.migration);
  });
  const isGood = checks.every(({ verdict }) => verdict !== "fail");
  yield { kind: "end", isSaved: true, isGood, words: wordsOf(platform, isGood, standing) };
}

/** Tests what is saved and remembers the outcome. */
export async function* testSaved(acting: Acting, platform: PlatformName): AsyncGenerator<TestLine> {
  const { store, clinic, product, params } = acting;
  const migration = await store.transact((tx) => migrationOf(tx, params.migration));
  const checks: ConnectionCheck[] = [];
  for await (const check of product.composition.tryOut(clinic, migration, platform)) {
    checks.push(check);
    yield { kind: "check", check };
  }
  await store.transact(async (tx) => {
    await tx.inventory.putConnectionTest(params.migration, platform, checks);
    await logTest(tx, acting, "connection.tested", { platform, of: "saved", checks });
  });
  const isGood = checks.every(({ verdict }) => verdict !== "fail");
  const words = isGood ? `${names[platform]} works.` : "Something has to be put right: see below, then test again.";
  yield { kind: "end", isSaved: false, isGood, words };
}

async function accountOf({ product, clinic }: Acting, candidate: Migration, platform: "cliniko" | "dynamics") {
  return product.composition.accountOf(clinic, candidate, platform);
}

function accountField(platform: PlatformName, account: string | null): Partial<Connections> {
  if (account === null) return {};
  return platform === "cliniko" ? { clinikoAccount: account } : { dynamicsOrganization: account };
}

/** Says no to another account once something was read: what was read, mapped and planned would be about the old one. */
export async function otherAccount(
  { store, params }: Acting,
  platform: PlatformName,
  account: string | null,
): Promise<ConnectionCheck | null> {
  const { known, hasBegun } = await store.transact(async (tx) => {
    const now = connections.parse((await migrationOf(tx, params.migration)).connections);
    const known = platform === "cliniko" ? now.clinikoAccount : now.dynamicsOrganization;
    return { known, hasBegun: (await standingOf(tx, params.migration)).hasBegun };
  });
  if (platform === "sharepoint" || !hasBegun || known === null || account === null || known === account) return null;
  const [thing, way] =
    platform === "cliniko"
      ? ["Cliniko account", "Use a key of the same account"]
      : ["Dynamics 365 organisation", "Use an environment address of the same organisation"];
  return {
    key: `${platform}.same`,
    title: `Same ${thing}`,
    verdict: "fail",
    found: `This leads to another ${thing} than the one this migration has read and planned for.`,
    whatToDo: `${way}, or start another migration for this one.`,
  };
}

function wordsOf(platform: PlatformName, isGood: boolean, { hasBegun, hasMap }: Standing): string {
  const saved = isGood
    ? `${names[platform]} is connected.`
    : `Saved, but not everything works yet: put right what is listed, then test again. Nothing has to be typed again.`;
  if (platform === "sharepoint")
    return hasMap ? `${saved} The map says which files move: propose it again under Mapping review.` : saved;
  const thing = platform === "cliniko" ? "account" : "organisation";
  return hasBegun ? `${saved} It is the same ${thing}: audit, map and plan stay as they are.` : saved;
}

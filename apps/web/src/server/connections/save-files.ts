import { connections } from "@flit/worker/connections";
import type { TestLine } from "../../features/connections/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import { Problem } from "../problem.ts";
import { type Acting, changeConnections, logTest, standingOf } from "./change.ts";
import { tryAndSave } from "./try-and-save.ts";

interface Site {
  readonly siteUrl: string;
  readonly graphUrl: string | null;
}

/** Saves where attachments go: a site that passed its test, or nowhere (null). Throws Problem once files have moved. */
export async function* saveFilesChoice(acting: Acting, site: Site | null): AsyncGenerator<TestLine> {
  const { store, params } = acting;
  await store.transact(async (tx) => {
    const { sharepoint } = connections.parse((await migrationOf(tx, params.migration)).connections);
    const { hasMoved } = await standingOf(tx, params.migration);
    if (hasMoved && (site?.siteUrl ?? null) !== (sharepoint?.siteUrl ?? null)) throw moved();
  });
  if (site) {
    const { siteUrl, graphUrl } = site;
    return yield* tryAndSave(acting, "sharepoint", () => ({
      sharepoint: { siteUrl, ...(graphUrl && { graphUrl }) },
      filesStay: false,
    }));
  }
  const { hasMap } = await store.transact(async (tx) => {
    await changeConnections(tx, params.migration, (now) => ({ ...now, sharepoint: null, filesStay: true }));
    await logTest(tx, acting, "connection.saved", { platform: "sharepoint", of: "typed", checks: [] });
    return standingOf(tx, params.migration);
  });
  const words = `Files stay in Cliniko.${hasMap ? " The map says which files move: propose it again under Mapping review." : ""}`;
  yield { kind: "end", isSaved: true, isGood: true, words };
}

function moved(): Problem {
  const message =
    "Files were moved to the present site already, and taking them back needs it. Roll the migration back first, or keep the site.";
  return new Problem(409, "files-moved", message);
}

import { createHash } from "node:crypto";
import { GraphError } from "./graph-error.ts";

/** One SharePoint site with one document library. Ids follow from the address, so a restart keeps them. */
export interface Site {
  readonly id: string;
  readonly hostname: string;
  readonly path: string;
  readonly webUrl: string;
  readonly driveId: string;
}

export function createSite(given: { readonly hostname: string; readonly path: string }): Site {
  const path = given.path.replace(/^\/|\/$/g, "");
  const digest = createHash("sha256").update(`${given.hostname}/${path}`).digest("hex");
  const guid = (from: number) =>
    [8, 4, 4, 4, 12]
      .reduce<{ at: number; parts: string[] }>(
        ({ at, parts }, size) => ({ at: at + size, parts: [...parts, digest.slice(at, at + size)] }),
        { at: from, parts: [] },
      )
      .parts.join("-");
  return {
    id: `${given.hostname},${guid(0)},${guid(32)}`,
    hostname: given.hostname,
    path,
    webUrl: `https://${given.hostname}/${path}`,
    driveId: `b!${Buffer.from(digest, "hex").toString("base64url")}`,
  };
}

/** The part of a decoded or encoded path behind this site's drive, or undefined when it is about something else. */
export function pathInDrive(path: string, site: Site): string | undefined {
  const found = /^\/(?:sites\/([^/]+?)\/drive|drives\/([^/]+))(\/.*)$/.exec(
    path.replace(addressOf(site), `/sites/${site.id}/`),
  );
  if (found === null) return undefined;
  const [, siteId, driveId, rest] = found;
  const isOurs = siteId === undefined ? decodeURIComponent(driveId ?? "") === site.driveId : isSiteId(siteId, site);
  if (!isOurs) throw new GraphError("itemNotFound", "The resource could not be found.");
  return rest;
}

/** Answers the look-ups of the site and its drives; `line` is "METHOD path", decoded. */
export function answerSite(line: string, site: Site): unknown {
  const path = line.replace(/^GET /, "").replace(addressOf(site), `/sites/${site.id}/`).replace(/\/$/, "");
  const drive = driveOf(site);
  if (path === `/drives/${site.driveId}`) return drive;
  const [, siteId = "", tail = ""] = /^\/sites\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (isSiteId(siteId, site)) {
    if (tail === "") return siteOf(site);
    if (tail === "/drive") return drive;
    if (tail === "/drives") return { value: [drive] };
  }
  throw new GraphError("itemNotFound", "The resource could not be found.");
}

/** `/sites/{hostname}:/{path}` with an optional `:` behind it. */
function addressOf(site: Site): RegExp {
  const literal = `/sites/${site.hostname}:/${site.path}`.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal}(?::/|:?$)`, "i");
}

function isSiteId(encoded: string, site: Site): boolean {
  return decodeURIComponent(encoded).toLowerCase() === site.id.toLowerCase();
}

function siteOf(site: Site) {
  const name = site.path.split("/").at(-1) ?? "";
  return {
    id: site.id,
    name,
    displayName: name,
    webUrl: site.webUrl,
    siteCollection: { hostname: site.hostname },
    root: {},
  };
}

function driveOf(site: Site) {
  return {
    id: site.driveId,
    name: "Documents",
    driveType: "documentLibrary",
    webUrl: `${site.webUrl}/Shared%20Documents`,
    quota: { state: "normal", total: 27_487_790_694_400, used: 0, remaining: 27_487_790_694_400 },
  };
}

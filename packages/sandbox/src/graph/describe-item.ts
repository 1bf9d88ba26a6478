import { eTagOf, type Item, pathOf } from "./drive.ts";
import type { GraphContext } from "./graph-context.ts";

/** A driveItem as Graph shows it. SharePoint reports QuickXorHash only, no SHA-256. */
export function describeItem(item: Item, { site, origin }: GraphContext) {
  const names = pathOf(item);
  const parentNames = item.parent ? pathOf(item.parent) : undefined;
  return {
    id: item.id,
    name: item.name,
    size: item.content.length,
    eTag: eTagOf(item),
    cTag: `"c:{${item.id}},${item.version}"`,
    createdDateTime: new Date(item.createdAtMs).toISOString(),
    lastModifiedDateTime: new Date(item.modifiedAtMs).toISOString(),
    webUrl: `${site.webUrl}/${["Shared Documents", ...names].map(encodeURIComponent).join("/")}`,
    parentReference: {
      driveId: site.driveId,
      driveType: "documentLibrary",
      ...(item.parent && {
        id: item.parent.id,
        path: `/drives/${site.driveId}/root:${(parentNames ?? []).map((name) => `/${encodeURIComponent(name)}`).join("")}`,
      }),
    },
    ...(item.children
      ? { folder: { childCount: item.children.size }, ...(item.parent === undefined && { root: {} }) }
      : {
          file: { mimeType: "application/octet-stream", hashes: { quickXorHash: item.quickXorHash } },
          "@microsoft.graph.downloadUrl": `${origin}/download/${item.id}`,
        }),
  };
}

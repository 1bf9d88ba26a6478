import type { Json } from "../record.ts";
import { clipText } from "../split-text.ts";
import { at, toText } from "../to-text.ts";
import { safeText } from "./safe-text.ts";

/** Longest readable part, so that a whole path stays below SharePoint's 400 characters. */
const maxNameLength = 100;

/**
 * Folder of a row as SharePoint accepts it: `<name>_<GUID in capitals without dashes>`. The GUID comes from an id or a
 * lookup; null without one.
 */
export function folderName(name: string | null, row: Json): string | null {
  const id = toText(at(at(row, "lookup"), "id")) ?? (typeof row === "string" ? row : null);
  if (id === null) return null;
  const guid = id.replaceAll("-", "").toUpperCase();
  const safe = safeText(name ?? "")
    .replace(/["*:<>?/\\|#%~&{}\s]+/g, " ")
    .trim();
  const readable = clipText(safe, maxNameLength).replace(/^[.\s_]+|[.\s]+$/g, "");
  return readable === "" ? guid : `${readable}_${guid}`;
}

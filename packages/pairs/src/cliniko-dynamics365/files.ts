import type { FieldValue } from "@flit/core/destination";
import type { SourceRecord } from "@flit/core/record";
import { folderName } from "@flit/core/transforms/folder-name";
import { filesFolder } from "./files-folder.ts";

/** Where a patient's files go and which are left out; fits the engine's file plan. */
export const filePlan = {
  mapping: "attachment",
  object: "patient_attachments",
  owner: { link: "patient", object: "patients", mapping: "patient" },
  skip: skipFile,
  path: attachmentPath,
} as const;

/**
 * `PatientFiles/<folder>/<attachment id>_<name>`: file names repeat, ids do not. The folder is the one the maps
 * `patient` and `patient-folder` name.
 */
export function attachmentPath(attachment: SourceRecord, _patient: SourceRecord, contactId: string): string {
  const folder = folderName(null, contactId) ?? contactId;
  const filename = attachment.fields.filename;
  return `${filesFolder}/${folder}/${attachment.id}_${safeFileName(typeof filename === "string" ? filename : "")}`;
}

const maxFileNameLength = 120;

/** A name SharePoint accepts, with its extension kept: some characters, edges, endings and lengths are refused. */
export function safeFileName(name: string): string {
  const plain = name
    .normalize("NFC")
    .toWellFormed()
    .replaceAll(/[\p{Cc}"*:<>?/\\|#%]/gu, "_")
    .replaceAll("_vti_", "_vti")
    .replace(/^[\s~]+|[.\s]+$/g, "");
  const dot = plain.lastIndexOf(".");
  const extension = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : "";
  const stem = [...plain.slice(0, plain.length - extension.length)]
    .slice(0, maxFileNameLength - extension.length)
    .join("")
    .trimEnd();
  return stem === "" ? `file${extension}` : `${stem}${extension}`;
}

/** Reason to leave a file out, or null. */
function skipFile(file: SourceRecord): string | null {
  if (file.fields.processing_completed === false) return "still-processing";
  return null;
}

/** Values the SharePoint maps name; `libraryName` is the library's folder below the site. */
export function fileEnvironment(at: { readonly siteUrl: string; readonly rootUrl: string }): {
  readonly [name: string]: FieldValue;
} {
  const site = at.siteUrl.replace(/\/+$/, "");
  const root = at.rootUrl.replace(/\/+$/, "");
  const library = root.startsWith(`${site}/`) ? decodeURIComponent(root.slice(site.length + 1)) : null;
  return { siteUrl: site, rootUrl: root, libraryName: library };
}

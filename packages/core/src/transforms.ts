import type { Json } from "./record.ts";
import { toText } from "./to-text.ts";
import { addDays } from "./transforms/add-days.ts";
import { customField } from "./transforms/custom-field.ts";
import { date } from "./transforms/date.ts";
import { decimal } from "./transforms/decimal.ts";
import { folderName } from "./transforms/folder-name.ts";
import { formatInstant } from "./transforms/format-instant.ts";
import { htmlToText } from "./transforms/html-to-text.ts";
import { normaliseName } from "./transforms/normalise-name.ts";
import { noteText } from "./transforms/note-text.ts";
import { safeText } from "./transforms/safe-text.ts";
import { webAddress } from "./transforms/web-address.ts";

/** A named function of the map language. Unreadable input gives null, never an exception. */
export interface Transform {
  /** Whether the source value cannot be had back from the result. */
  readonly lossy: boolean;
  apply(inputs: readonly Json[], options: TransformOptions): Json;
}

export type TransformOptions = { readonly [name: string]: Json };

/**
 * Every function a map may name. Those that take a `timeZone` (IANA) read it from the second input, else from the
 * options, else use UTC.
 */
export const transforms = {
  addDays: { lossy: false, apply: ([value], { days }) => addDays(text(value), Number(days ?? 0)) },
  customField: { lossy: false, apply: ([fields], { token }) => customField(fields ?? null, text(token) ?? "") },
  date: { lossy: true, apply: ([value, zone], { timeZone }) => date(text(value), text(zone ?? timeZone)) },
  decimal: {
    lossy: true,
    apply: ([value], { scale }) => decimal(value ?? null, scale === undefined ? null : Number(scale)),
  },
  firstLine: {
    lossy: true,
    apply: ([value]) =>
      text(value)
        ?.trim()
        .split(/\r\n|\r|\n/)[0] ?? null,
  },
  folderName: { lossy: true, apply: ([name, row]) => folderName(text(name), row ?? null) },
  formatInstant: {
    lossy: true,
    apply: ([value, zone], { timeZone }) => formatInstant(text(value), text(zone ?? timeZone)),
  },
  htmlToText: { lossy: true, apply: ([html]) => filled(htmlToText(text(html) ?? "")) },
  integer: { lossy: true, apply: ([value]) => decimal(value ?? null, 0) },
  keyValueLines: { lossy: false, apply: ([value]) => text(value) },
  listText: { lossy: false, apply: ([list]) => text(list) },
  lowerCase: { lossy: true, apply: ([value]) => text(value)?.toLowerCase() ?? null },
  normaliseName: { lossy: true, apply: ([value]) => filled(normaliseName(text(value) ?? "")) },
  noteText: { lossy: true, apply: ([content]) => filled(noteText(content ?? null)) },
  safeText: { lossy: true, apply: ([value]) => filled(safeText(text(value) ?? "")) },
  trim: { lossy: false, apply: ([value]) => text(value)?.trim() ?? null },
  webAddress: { lossy: false, apply: ([base, ...segments]) => webAddress(text(base), segments.map(text)) },
  yesNo: { lossy: false, apply: ([value]) => (typeof value === "boolean" ? (value ? "Yes" : "No") : null) },
} as const satisfies { readonly [name: string]: Transform };

export type TransformName = keyof typeof transforms;

function text(value: Json | undefined): string | null {
  return value === undefined ? null : toText(value);
}

function filled(value: string): string | null {
  return value === "" ? null : value;
}

import type { Json } from "./record.ts";
import { toText } from "./to-text.ts";
import { addDays } from "./transforms/add-days.ts";
import { dropCharacters, keepCharacters, someCharacters, titleCase } from "./transforms/characters.ts";
import { customField } from "./transforms/custom-field.ts";
import { date } from "./transforms/date.ts";
import { decimal } from "./transforms/decimal.ts";
import { folderName } from "./transforms/folder-name.ts";
import { formatDate } from "./transforms/format-date.ts";
import { formatInstant } from "./transforms/format-instant.ts";
import { htmlToText } from "./transforms/html-to-text.ts";
import { normaliseName } from "./transforms/normalise-name.ts";
import { noteAnswer } from "./transforms/note-answer.ts";
import { noteText } from "./transforms/note-text.ts";
import { containsText, partOf, replaceText } from "./transforms/parts.ts";
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
  /** Whether the value holds a `text`, capitals or not; null of nothing. */
  containsText: {
    lossy: true,
    apply: ([value], options) => on(value, (all) => containsText(all, option(options, "text"))),
  },
  customField: { lossy: false, apply: ([fields], { token }) => customField(fields ?? null, text(token) ?? "") },
  date: { lossy: true, apply: ([value, zone], { timeZone }) => date(text(value), text(zone ?? timeZone)) },
  decimal: {
    lossy: true,
    apply: ([value], { scale }) => decimal(value ?? null, scale === undefined ? null : Number(scale)),
  },
  /** Without characters of a `kind`: spaces, digits, letters, punctuation. */
  dropCharacters: {
    lossy: true,
    apply: ([value], options) => made(value, (all) => dropCharacters(all, option(options, "kind"))),
  },
  /** The first `count` characters, of a negative count the last ones. */
  firstCharacters: {
    lossy: true,
    apply: ([value], { count }) => made(value, (all) => someCharacters(all, Number(count ?? 0))),
  },
  firstLine: {
    lossy: true,
    apply: ([value]) =>
      text(value)
        ?.trim()
        .split(/\r\n|\r|\n/)[0] ?? null,
  },
  folderName: { lossy: true, apply: ([name, row]) => folderName(text(name), row ?? null) },
  /** A day as a `pattern` of yyyy, MM, MMM, MMMM, dd, d and signs wants it. */
  formatDate: {
    lossy: true,
    apply: ([value, zone], options) =>
      formatDate(text(value), option(options, "pattern"), text(zone ?? options.timeZone)),
  },
  formatInstant: {
    lossy: true,
    apply: ([value, zone], { timeZone }) => formatInstant(text(value), text(zone ?? timeZone)),
  },
  htmlToText: { lossy: true, apply: ([html]) => filled(htmlToText(text(html) ?? "")) },
  integer: { lossy: true, apply: ([value]) => decimal(value ?? null, 0) },
  /** Only characters of a `kind`: digits, letters, lettersAndDigits. */
  keepCharacters: {
    lossy: true,
    apply: ([value], options) => made(value, (all) => keepCharacters(all, option(options, "kind"))),
  },
  keyValueLines: { lossy: false, apply: ([value]) => text(value) },
  listText: { lossy: false, apply: ([list]) => text(list) },
  lowerCase: { lossy: true, apply: ([value]) => text(value)?.toLowerCase() ?? null },
  normaliseName: { lossy: true, apply: ([value]) => filled(normaliseName(text(value) ?? "")) },
  noteAnswer: { lossy: true, apply: ([content], { question }) => noteAnswer(content ?? null, text(question) ?? "") },
  noteText: { lossy: true, apply: ([content]) => filled(noteText(content ?? null)) },
  /** Every `find` replaced by `by`. */
  replaceText: {
    lossy: true,
    apply: ([value], options) => made(value, (all) => replaceText(all, option(options, "find"), option(options, "by"))),
  },
  safeText: { lossy: true, apply: ([value]) => filled(safeText(text(value) ?? "")) },
  /** The part `at` (from 1, negative from the end) between a `separator`; `toEnd` takes what follows as well. */
  splitPart: {
    lossy: true,
    apply: ([value], options) =>
      made(value, (all) =>
        partOf(all, {
          separator: option(options, "separator"),
          at: Number(options.at ?? 1),
          toEnd: options.toEnd === true,
        }),
      ),
  },
  titleCase: { lossy: true, apply: ([value]) => made(value, titleCase) },
  trim: { lossy: false, apply: ([value]) => text(value)?.trim() ?? null },
  upperCase: { lossy: true, apply: ([value]) => made(value, (all) => all.toUpperCase()) },
  webAddress: { lossy: false, apply: ([base, ...segments]) => webAddress(text(base), segments.map(text)) },
  yesNo: { lossy: false, apply: ([value]) => (typeof value === "boolean" ? (value ? "Yes" : "No") : null) },
} as const satisfies { readonly [name: string]: Transform };

export type TransformName = keyof typeof transforms;

function text(value: Json | undefined): string | null {
  return value === undefined ? null : toText(value);
}

/** An option as it is written: spaces and nothing count. */
function option(options: TransformOptions, name: string): string {
  const value = options[name];
  return typeof value === "string" ? value : "";
}

function on<T extends Json>(value: Json | undefined, make: (text: string) => T): T | null {
  const read = text(value);
  return read === null ? null : make(read);
}

function made(value: Json | undefined, make: (text: string) => string | null): string | null {
  const result = on(value, make);
  return result === null ? null : filled(result.trim() === "" ? "" : result);
}

function filled(value: string): string | null {
  return value === "" ? null : value;
}

import { type Role, roleNames } from "@flit/core/permissions";

const isRole = (value: string): value is Role => Object.hasOwn(roleNames, value);
const id = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const digest = /^[0-9a-f]{40,}$/;

/** What an action was about, in one line: ids by the name they are known under, else by their beginning. */
export function subjectWords(subject: { readonly [name: string]: string }, names: ReadonlyMap<string, string>): string {
  return Object.entries(subject)
    .map(([name, value]) => `${wordsOf(name)}: ${names.get(value) ?? inWords(value)}`)
    .join(" · ");
}

/** `isDemo` → `is demo`. */
function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function inWords(value: string): string {
  if (isRole(value)) return roleNames[value];
  if (value === "true") return "yes";
  if (value === "false") return "no";
  return id.test(value) || digest.test(value) ? value.slice(0, 8) : value;
}

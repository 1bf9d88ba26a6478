import type { ConnectionCheck } from "@flit/core/connection-check";
import type { PlatformName } from "@flit/core/inventory-store";

/** Checks that belong together, problems apart from what is fine. */
export interface CheckGroup {
  readonly title: string;
  /** Failures before warnings. */
  readonly problems: readonly ConnectionCheck[];
  readonly passed: readonly ConnectionCheck[];
  /** Not tried because of an earlier failure. */
  readonly skipped: number;
  /** What a folded group says of what passed. */
  readonly summary: string;
}

interface Heading {
  readonly title: string;
  has(key: string): boolean;
  summary(passed: readonly ConnectionCheck[]): string;
}

const beginsWith = (prefix: string) => (key: string) => key.startsWith(prefix);
const counted = (word: string) => (passed: readonly ConnectionCheck[]) => `${passed.length} ${word}`;

const headings: Readonly<Record<PlatformName, readonly Heading[]>> = {
  cliniko: [
    { title: "Lists of the account", has: beginsWith("cliniko.list."), summary: listsInWords },
    { title: "Key and account", has: () => true, summary: counted("passed") },
  ],
  dynamics: [
    { title: "Privileges", has: beginsWith("dynamics.privilege"), summary: counted("held") },
    {
      title: "Environment",
      has: (key) => /\.(metadata|currency|languages|bulk)$/.test(key),
      summary: counted("passed"),
    },
    { title: "Application and user", has: () => true, summary: counted("passed") },
  ],
  sharepoint: [{ title: "SharePoint", has: () => true, summary: counted("passed") }],
};

/** Checks in groups, in the order in which they were tried. */
export function groupsOf(platform: PlatformName, checks: readonly ConnectionCheck[]): readonly CheckGroup[] {
  const groups = new Map<Heading, ConnectionCheck[]>();
  for (const check of checks) {
    const heading = headings[platform].find(({ has }) => has(check.key));
    if (heading) groups.set(heading, [...(groups.get(heading) ?? []), check]);
  }
  return [...groups].map(([{ title, summary }, all]) => {
    const of = (verdict: ConnectionCheck["verdict"]) => all.filter((check) => check.verdict === verdict);
    const passed = of("pass");
    const problems = [...of("fail"), ...of("warning")];
    return { title, problems, passed, skipped: of("skipped").length, summary: summary(passed) };
  });
}

/** Empty lists are said to be so: they are no lists that cannot be read. */
function listsInWords(passed: readonly ConnectionCheck[]): string {
  const empty = passed.filter(({ count }) => count === 0).length;
  if (empty === 0) return `${passed.length} readable, none of them empty`;
  return `${passed.length} readable: ${passed.length - empty} with records, ${empty} empty`;
}

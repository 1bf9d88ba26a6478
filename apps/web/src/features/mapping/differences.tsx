import type { Difference } from "./version-endpoints.ts";

/** Lines that differ, each in words. */
export function Differences({
  of,
  nothing,
  label,
}: {
  readonly of: readonly Difference[];
  readonly nothing: string;
  readonly label: string;
}) {
  if (of.length === 0) return <p className="text-ink-soft">{nothing}</p>;
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-md border border-line">
      {of.map(({ line, title, words }) => (
        <li key={line} className="px-3 py-2">
          <p className="font-medium">{title}</p>
          <p className="break-words text-ink-soft">{words}</p>
        </li>
      ))}
    </ul>
  );
}

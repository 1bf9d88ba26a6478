import { reportStyle } from "./report-style.ts";

/** A whole page around its parts. */
export function reportPage(title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<link rel="icon" href="data:,">
<style>${reportStyle}</style>
</head>
<body>
<main>
${parts.filter((part) => part !== "").join("\n")}
</main>
</body>
</html>
`;
}

/** Digests and ids are set apart by their letters. */
const code = /^[0-9a-f-]{32,}$/;

/** Text inside HTML. */
export function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** An instant as it is read anywhere: a printed page has no zone of its own. */
export function when(at: string): string {
  return new Intl.DateTimeFormat("en-AU", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })
    .format(new Date(at))
    .concat(" UTC");
}

export function number(value: number): string {
  return value.toLocaleString("en-AU");
}

/** A list under a heading; nothing when it is empty. */
export function list(title: string, entries: readonly string[], most = 200): string {
  if (entries.length === 0) return "";
  const shown = entries.slice(0, most).map((entry) => `<li>${text(entry)}</li>`);
  const rest =
    entries.length > most ? `<p class="soft">… and ${number(entries.length - most)} more in the JSON</p>` : "";
  return `<h2>${text(title)}</h2>\n<ul>${shown.join("\n")}</ul>${rest}`;
}

/** A table; numbers stand to the right. `title` is its heading. */
export function table(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  if (rows.length === 0) return "";
  const first = rows[0] ?? [];
  const isNumber = (index: number) => typeof first[index] === "number";
  const head = heads.map((name, index) => `<th scope="col"${isNumber(index) ? ' class="n"' : ""}>${text(name)}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((value, index) =>
      index === 0
        ? `<th scope="row">${text(String(value))}</th>`
        : typeof value === "number"
          ? `<td class="n">${number(value)}</td>`
          : `<td${code.test(value) ? ' class="mono"' : ""}>${text(value)}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<h2>${text(title)}</h2>
<div class="wide" role="region" aria-label="${text(title)}" tabindex="0"><table><thead><tr>${head.join("")}</tr></thead><tbody>
${body.join("\n")}
</tbody></table></div>`;
}

/** Names with their values. */
export function facts(title: string, of: readonly (readonly [name: string, value: string | null])[]): string {
  const rows = of.flatMap(([name, value]) =>
    value === null ? [] : [`<dt>${text(name)}</dt><dd${code.test(value) ? ' class="mono"' : ""}>${text(value)}</dd>`],
  );
  return rows.length === 0 ? "" : `<h2>${text(title)}</h2>\n<dl>${rows.join("\n")}</dl>`;
}

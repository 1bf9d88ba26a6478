import { decodeEntities } from "./decode-entities.ts";

/**
 * The text of an HTML fragment: blocks become lines, list items get their mark and indent, links keep their address.
 * Tags it does not know vanish and their text stays; a `<` that opens no tag is text. Text without tags keeps its lines.
 */
export function htmlToText(html: string): string {
  const source = html.replace(/\r\n?/g, "\n");
  const writer = new LineWriter();
  let hasTag = false;
  for (const token of source.matchAll(tokens)) {
    const [whole, close, name] = token;
    hasTag ||= name !== undefined || whole.startsWith("<!--");
    if (name !== undefined) writer.tag(name.toLowerCase(), close === "/", whole);
    else if (!whole.startsWith("<!--")) writer.text(decodeEntities(whole));
  }
  return hasTag ? writer.end() : decodeEntities(source).trim();
}

/** Attribute text stops at `<` outside quotes, so that an unclosed tag costs one look and stays text. */
const tokens = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])((?:"[^"<]*"|'[^'<]*'|[^'"<>])*)>|[^<]+|</g;

const blocks = new Set([
  "p",
  "div",
  "li",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "blockquote",
  "pre",
  "table",
  "tr",
]);

class LineWriter {
  readonly #lines: string[] = [];
  /** Open lists, innermost last: the number of the last item, or null for bullets. */
  readonly #lists: (number | null)[] = [];
  #line = "";
  /** Mark of a list item whose first line has not been written yet. */
  #mark = "";
  #quotes = 0;
  #preformatted = 0;
  #address: { readonly href: string; readonly from: string } | null = null;
  #linkText = "";

  text(text: string): void {
    if (this.#address !== null) this.#linkText += text;
    if (this.#preformatted > 0) {
      const [first = "", ...rest] = text.split("\n");
      this.#line += first;
      for (const line of rest) {
        this.#break();
        this.#line = line;
      }
      return;
    }
    const flowing = text.replace(/[ \t\n\f]+/g, " ");
    this.#line += this.#line === "" || this.#line.endsWith(" ") ? flowing.replace(/^ /, "") : flowing;
  }

  tag(name: string, isClose: boolean, whole: string): void {
    if (name === "br") this.#break();
    else if (name === "td" || name === "th") this.text(" ");
    else if (name === "img") this.text(attribute(whole, "alt"));
    else if (name === "a" && isClose) this.#endLink();
    else if (name === "a") this.#startLink(whole);
    if (!blocks.has(name)) return;
    this.#breakIfFilled();
    const step = isClose ? -1 : 1;
    if (name === "blockquote") this.#quotes = Math.max(0, this.#quotes + step);
    if (name === "pre") this.#preformatted = Math.max(0, this.#preformatted + step);
    if (name === "ul" || name === "ol") this.#list(name, isClose);
    if (name === "li") this.#mark = isClose ? "" : this.#nextMark();
  }

  end(): string {
    this.#endLink();
    this.#breakIfFilled();
    return this.#lines.join("\n").trim();
  }

  #list(name: string, isClose: boolean): void {
    if (isClose) this.#lists.pop();
    else this.#lists.push(name === "ol" ? 0 : null);
  }

  #nextMark(): string {
    const count = this.#lists.at(-1) ?? null;
    if (count === null) return "- ";
    this.#lists[this.#lists.length - 1] = count + 1;
    return `${count + 1}. `;
  }

  #breakIfFilled(): void {
    if (this.#line.trim() !== "") this.#break();
    else this.#line = "";
  }

  #break(): void {
    const indent =
      "  ".repeat(Math.max(0, this.#lists.length - 1)) + (this.#lists.length > 0 && this.#mark === "" ? "  " : "");
    this.#lines.push(`${"> ".repeat(this.#quotes)}${indent}${this.#mark}${this.#line}`.trimEnd());
    this.#line = "";
    this.#mark = "";
  }

  #startLink(whole: string): void {
    this.#endLink();
    const href = attribute(whole, "href");
    this.#address = href === "" ? null : { href, from: href.replace(/^(?:mailto|tel):/, "") };
    this.#linkText = "";
  }

  #endLink(): void {
    const address = this.#address;
    this.#address = null;
    if (address !== null && !this.#linkText.includes(address.from)) this.text(` (${address.href})`);
  }
}

function attribute(tag: string, name: string): string {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag);
  return decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? "");
}

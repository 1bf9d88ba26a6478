/** The start of a text, at most `maxLength` code units, never ending in half a surrogate pair. */
export function clipText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, isPair(text, maxLength) ? maxLength - 1 : maxLength);
}

/**
 * Cuts a text into parts of at most `maxLength` code units (2 at least), after a line's end where there is one, else
 * after a space, else anywhere but inside a surrogate pair. The parts joined are the text.
 */
export function splitText(text: string, maxLength: number): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > maxLength) {
    const window = text.slice(start, start + maxLength);
    const cut = window.lastIndexOf("\n") + 1 || window.lastIndexOf(" ") + 1 || hardCut(text, start, maxLength);
    parts.push(text.slice(start, start + cut));
    start += cut;
  }
  parts.push(text.slice(start));
  return parts;
}

function hardCut(text: string, start: number, maxLength: number): number {
  return isPair(text, start + maxLength) ? maxLength - 1 : maxLength;
}

/** Whether a cut here would part a surrogate pair. */
function isPair(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

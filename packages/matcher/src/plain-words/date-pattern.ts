const parts: Readonly<Record<string, string>> = {
  day: "dd",
  dd: "dd",
  d: "d",
  month: "MM",
  mm: "MM",
  m: "M",
  mmm: "MMM",
  mmmm: "MMMM",
  mon: "MMM",
  "month name": "MMMM",
  year: "yyyy",
  yyyy: "yyyy",
  yy: "yy",
};
const named: Readonly<Record<string, string>> = {
  "australian date": "dd/MM/yyyy",
  "british date": "dd/MM/yyyy",
  "uk date": "dd/MM/yyyy",
  "us date": "MM/dd/yyyy",
  "american date": "MM/dd/yyyy",
  "iso date": "yyyy-MM-dd",
};

/** The pattern of a date that words describe: `day/month/year`, `dd.mm.yyyy`, `day month year`; null for anything else. */
export function datePattern(words: string): string | null {
  const text = words.trim().toLowerCase();
  if (Object.hasOwn(named, text)) return named[text] ?? null;
  const found = /^([a-z]+(?: name)?)(\s*[/.,\- ]\s*)([a-z]+(?: name)?)(?:(\s*[/.,\- ]\s*)([a-z]+))?$/.exec(text);
  if (!found) return null;
  const [, first = "", sign = "", second = "", next, third] = found;
  const read = [first, second, ...(third === undefined ? [] : [third])].map((one) =>
    Object.hasOwn(parts, one) ? (parts[one] ?? "") : "",
  );
  if (read.includes("") || new Set(read.map((one) => one[0])).size < read.length) return null;
  const [a = "", b = "", c] = read;
  const between = (mark: string) => (mark.trim() === "" ? " " : mark.trim() === "," ? ", " : mark.trim());
  return `${a}${between(sign)}${b}${c === undefined ? "" : between(next ?? sign) + c}`;
}

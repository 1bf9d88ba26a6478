const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A number as plain text without exponent, exact at any length: rounded half away from zero to `scale` digits after
 * the point and padded to them, or with all its digits when `scale` is null. Null when it is not a number.
 */
export function decimalText(value: string | number, scale: number | null): string | null {
  const [match, sign, whole = "", fraction = "", exponent = "0"] = decimalPattern.exec(String(value).trim()) ?? [];
  if (match === undefined || whole + fraction === "") return null;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point < 0 ? "0".repeat(-point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 0);
  const exact = { whole: padded.slice(0, at), fraction: padded.slice(at) };
  const text = scale === null ? plain(exact.whole, exact.fraction.replace(/0+$/, "")) : round(exact, scale);
  return sign === "-" && /[1-9]/.test(text) ? `-${text}` : text;
}

function round(number: { readonly whole: string; readonly fraction: string }, scale: number): string {
  const kept = number.fraction.slice(0, scale).padEnd(scale, "0");
  const isUp = (number.fraction[scale] ?? "0") >= "5";
  if (!isUp) return plain(number.whole, kept);
  const raised = (BigInt(`0${number.whole}${kept}`) + 1n).toString().padStart(scale + 1, "0");
  return plain(raised.slice(0, raised.length - scale), raised.slice(raised.length - scale));
}

function plain(whole: string, fraction: string): string {
  const head = whole.replace(/^0+(?=\d)/, "") || "0";
  return fraction === "" ? head : `${head}.${fraction}`;
}

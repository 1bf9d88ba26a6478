import { decimalText } from "./decimal-text.ts";

/** Exact sum of decimal texts; what is no number counts as nothing. */
export function decimalSum(values: readonly (string | null)[]): string {
  const texts = values.flatMap((value) => (value === null ? [] : (decimalText(value, null) ?? [])));
  const scale = Math.max(0, ...texts.map((text) => (text.split(".")[1] ?? "").length));
  const total = texts.reduce((sum, text) => sum + BigInt((decimalText(text, scale) ?? "0").replace(".", "")), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return decimalText(total < 0n ? `-${text}` : text, null) ?? "0";
}

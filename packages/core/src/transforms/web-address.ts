/** A web address with each segment percent-encoded after the base; null when any of them is missing. */
export function webAddress(base: string | null, segments: readonly (string | null)[]): string | null {
  if (base === null || segments.some((segment) => segment === null)) return null;
  const encoded = segments.map((segment) => encodeURIComponent((segment ?? "").toWellFormed()));
  return [base.replace(/\/+$/, ""), ...encoded].join("/");
}

/** `40 seconds`, `12 minutes`, `3 hours`: as exact as it matters. */
export function durationWords(seconds: number): string {
  if (seconds < 90) return counted(Math.round(seconds), "second");
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? counted(minutes, "minute") : counted(Math.round(minutes / 60), "hour");
}

/** `1 record`, `2 records`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-AU")} ${count === 1 ? one : many}`;
}

/** `1.2 %`. */
export function percent(share: number): string {
  return `${(share * 100).toLocaleString("en-AU", { maximumFractionDigits: 1 })} %`;
}

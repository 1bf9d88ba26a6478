import type { z } from "zod";
import type { PreviewView, readRollback } from "./endpoints.ts";

export type RollbackState = z.infer<NonNullable<typeof readRollback.reply>>;

/** `1 row`, `2,104 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-AU")} ${count === 1 ? one : many}`;
}

/** `about 4 to 9 minutes`. */
export function range({ lowSeconds, highSeconds }: { readonly lowSeconds: number; readonly highSeconds: number }) {
  const isShort = highSeconds < 90;
  const [low, high] = isShort
    ? [lowSeconds, highSeconds]
    : [Math.max(1, Math.round(lowSeconds / 60)), Math.ceil(highSeconds / 60)];
  const unit = isShort ? "seconds" : high === 1 ? "minute" : "minutes";
  return low === high ? `about ${high} ${unit}` : `about ${low} to ${high} ${unit}`;
}

/** `41 seconds`, `3 minutes`. */
export function duration(seconds: number): string {
  return seconds < 90 ? counted(seconds, "second") : counted(Math.round(seconds / 60), "minute");
}

/** What a preview or rollback is about, in a few words. */
export function scopeWords(scope: PreviewView["scope"]): string {
  if (scope === null) return "Everything";
  if (scope.records.length > 0)
    return `Some records: ${scope.records.map(({ object, count }) => `${count.toLocaleString("en-AU")} ${object}`).join(", ")}`;
  return scope.objects.join(", ");
}

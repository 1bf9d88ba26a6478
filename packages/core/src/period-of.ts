import { parseInstant } from "./instant.ts";

const dayMs = 86_400_000;

/** The month (`2026-03`) or week (its Monday, `2026-03-02`) of a date or instant, in UTC; empty when there is none. */
export function periodOf(value: string | null, period: "month" | "week" | "all"): string {
  if (value === null || period === "all") return "";
  const at = parseInstant(value);
  if (at === null) return "";
  if (period === "month") return new Date(at).toISOString().slice(0, 7);
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - weekday * dayMs).toISOString().slice(0, 10);
}

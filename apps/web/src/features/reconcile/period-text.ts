const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2026-03` as `Mar 2026`, `2026-03-02` as `2 Mar 2026`. */
export function periodText(period: string): string {
  const [year = "", month = "", day] = period.split("-");
  const words = `${months[Number(month) - 1] ?? ""} ${year}`;
  return day === undefined ? words : `${Number(day)} ${words}`;
}

/** How far something is, in words and as a bar. */
export function Progress({
  label,
  done,
  total,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
}) {
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
  const words = `${done.toLocaleString("en-AU")}${total === null ? "" : ` of ${total.toLocaleString("en-AU")}`}`;
  return (
    <div className="grid gap-1">
      <div className="flex justify-between gap-2 text-ink-soft">
        <span>{label}</span>
        <span className="tabular-nums">{words}</span>
      </div>
      <progress
        aria-label={label}
        value={total === null ? undefined : share}
        max={1}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}

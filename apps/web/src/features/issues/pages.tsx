"use client";
import { Button } from "../../ui/button.tsx";

/** The way through a list that the server pages; nothing where one page holds it all. */
export function Pages({
  label,
  page,
  size,
  total,
  onPage,
}: {
  readonly label: string;
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}) {
  const pages = Math.ceil(total / size);
  if (pages < 2) return null;
  const first = page * size + 1;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-end gap-2">
      <span className="text-ink-soft tabular-nums">
        {first.toLocaleString("en-AU")} to {Math.min(total, first + size - 1).toLocaleString("en-AU")} of{" "}
        {total.toLocaleString("en-AU")}
      </span>
      <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
        Back
      </Button>
      <Button disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}

import { clsx } from "clsx";
import type { ReactNode } from "react";

/** A table that scrolls sideways on narrow screens; the caption says what it lists. */
export function Table({
  caption,
  head,
  children,
}: {
  readonly caption: string;
  readonly head: readonly { readonly label: string; readonly isNumber?: boolean; readonly isHidden?: boolean }[];
  readonly children: ReactNode;
}) {
  return (
    // Positioned, so that what only screen readers see scrolls along instead of widening the page.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
    <section className="relative overflow-x-auto" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-ink-soft">
            {head.map(({ label, isNumber, isHidden }) => (
              <th key={label} scope="col" className={clsx("px-3 py-2 font-medium", isNumber && "text-right")}>
                {isHidden ? <span className="sr-only">{label}</span> : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </section>
  );
}

/** A cell; numbers stand to the right. */
export function Cell({ children, isNumber = false }: { readonly children?: ReactNode; readonly isNumber?: boolean }) {
  return (
    <td className={clsx("px-3 py-2 align-top", isNumber && "text-right whitespace-nowrap tabular-nums")}>{children}</td>
  );
}

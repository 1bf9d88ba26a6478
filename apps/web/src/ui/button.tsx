import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

type Look = "primary" | "plain" | "quiet" | "danger";

const looks: Readonly<Record<Look, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border border-bad bg-surface text-bad hover:bg-bad-soft",
};

const base =
  "inline-flex min-h-8 items-center justify-center gap-2 rounded-md px-3 py-1.5 text-sm font-medium whitespace-nowrap disabled:cursor-not-allowed disabled:opacity-60";

interface ButtonProps extends Omit<ComponentProps<"button">, "className"> {
  readonly look?: Look;
  /** Shows that the click was heard and work goes on. */
  readonly isBusy?: boolean;
  readonly icon?: ReactNode;
  readonly isWide?: boolean;
}

/** A button of one of four looks. */
export function Button({ look = "plain", isBusy = false, icon, isWide, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={clsx(base, looks[look], isWide && "w-full")}
    >
      {isBusy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : icon}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  look = "plain",
  icon,
  children,
  ...rest
}: Omit<ComponentProps<typeof Link>, "className"> & { readonly look?: Look; readonly icon?: ReactNode }) {
  return (
    <Link {...rest} className={clsx(base, looks[look])}>
      {icon}
      {children}
    </Link>
  );
}

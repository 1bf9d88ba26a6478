import { clsx } from "clsx";
import { CircleAlert, CircleCheck, CircleDashed, CircleX, Info, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

/** How a state looks: always an icon and a word, never colour alone. */
export type Tone = "good" | "warn" | "bad" | "info" | "neutral" | "busy";

const tones: Readonly<Record<Tone, string>> = {
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
  neutral: "bg-sunken text-ink-soft",
  busy: "bg-info-soft text-info",
};

const icons: Readonly<Record<Tone, ReactNode>> = {
  good: <CircleCheck aria-hidden className="size-3.5 shrink-0" />,
  warn: <CircleAlert aria-hidden className="size-3.5 shrink-0" />,
  bad: <CircleX aria-hidden className="size-3.5 shrink-0" />,
  info: <Info aria-hidden className="size-3.5 shrink-0" />,
  neutral: <CircleDashed aria-hidden className="size-3.5 shrink-0" />,
  busy: <LoaderCircle aria-hidden className="size-3.5 shrink-0 animate-spin" />,
};

/** A state in a word. */
export function Status({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {icons[tone]}
      {children}
    </span>
  );
}

/** A sentence or two that people must not miss. */
export function Notice({
  tone,
  title,
  children,
  action,
}: {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div
      role={tone === "bad" ? "alert" : "note"}
      className={clsx("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-4 py-3", tones[tone])}
    >
      <span className="mt-0.5">{icons[tone]}</span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-ink">{children}</div>}
      </div>
      {action}
    </div>
  );
}

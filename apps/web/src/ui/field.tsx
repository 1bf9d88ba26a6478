"use client";
import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

const control =
  "w-full min-h-9 rounded-md border bg-surface px-3 py-1.5 text-ink placeholder:text-ink-faint disabled:bg-sunken disabled:text-ink-soft";

interface Around {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
  /** Read out, not shown: where what stands around says it already. */
  readonly isLabelHidden?: boolean | undefined;
}

/** A labelled input with its hint and its problem, joined for screen readers. */
export function TextField({
  label,
  hint,
  problem,
  isLabelHidden,
  ...rest
}: Around & Omit<ComponentProps<"input">, "className" | "id">) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} problem={problem} isLabelHidden={isLabelHidden}>
      <input
        {...rest}
        id={id}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={describedBy(id, hint, problem)}
        className={clsx(control, problem ? "border-bad" : "border-line-strong")}
      />
    </Frame>
  );
}

/** A labelled text area. */
export function TextArea({
  label,
  hint,
  problem,
  isLabelHidden,
  ...rest
}: Around & Omit<ComponentProps<"textarea">, "className" | "id">) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} problem={problem} isLabelHidden={isLabelHidden}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={describedBy(id, hint, problem)}
        className={clsx(control, problem ? "border-bad" : "border-line-strong")}
      />
    </Frame>
  );
}

/** A labelled list of options. The browser's own: it works with every keyboard and phone. */
export function SelectField({
  label,
  hint,
  problem,
  isLabelHidden,
  children,
  ...rest
}: Around & Omit<ComponentProps<"select">, "className" | "id">) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} problem={problem} isLabelHidden={isLabelHidden}>
      <select
        {...rest}
        id={id}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={describedBy(id, hint, problem)}
        className={clsx(control, problem ? "border-bad" : "border-line-strong")}
      >
        {children}
      </select>
    </Frame>
  );
}

/** A box to tick, with its label on the right. */
export function CheckField({
  label,
  hint,
  ...rest
}: Omit<Around, "problem"> & Omit<ComponentProps<"input">, "className" | "id" | "type">) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        {...rest}
        type="checkbox"
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-ink-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

function Frame({
  id,
  label,
  hint,
  problem,
  isLabelHidden = false,
  children,
}: Around & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-medium"}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-soft">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className="flex items-center gap-1 text-bad">
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          {problem}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, hint: ReactNode, problem: string | undefined): string | undefined {
  const ids = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(" ");
}

"use client";
import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import { type ComponentProps, createElement, type ReactNode, useId } from "react";

const look =
  "w-full min-h-9 rounded-md border bg-surface px-3 py-1.5 text-ink placeholder:text-ink-faint disabled:bg-sunken disabled:text-ink-soft";

interface Around {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
  /** Read out, not shown: where what stands around says it already. */
  readonly isLabelHidden?: boolean | undefined;
}

/** A labelled input with its hint and its problem, joined for screen readers. */
export function TextField(props: Around & Omit<ComponentProps<"input">, "className" | "id">) {
  return <Labelled element="input" {...props} />;
}

/** A labelled text area. */
export function TextArea(props: Around & Omit<ComponentProps<"textarea">, "className" | "id">) {
  return <Labelled element="textarea" rows={3} {...props} />;
}

/** A labelled list of options. The browser's own: it works with every keyboard and phone. */
export function SelectField(props: Around & Omit<ComponentProps<"select">, "className" | "id">) {
  return <Labelled element="select" {...props} />;
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

function Labelled({
  element,
  label,
  hint,
  problem,
  isLabelHidden,
  ...rest
}: Around & { readonly element: "input" | "textarea" | "select"; readonly [attribute: string]: unknown }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "font-medium"}>
        {label}
      </label>
      {createElement(element, {
        ...rest,
        id,
        "aria-invalid": problem !== undefined || undefined,
        "aria-describedby": described || undefined,
        className: clsx(look, problem ? "border-bad" : "border-line-strong"),
      })}
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

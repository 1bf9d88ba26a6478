"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";

/** A link to pass on, with a button that copies it. */
export function LinkToCopy({
  label,
  link,
  hint,
}: {
  readonly label: string;
  readonly link: string;
  readonly hint?: string;
}) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="grid gap-2">
      <TextField label={label} value={link} readOnly hint={hint} onFocus={(event) => event.currentTarget.select()} />
      <div role="status">
        <Button
          icon={isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          onClick={() => void copy()}
        >
          {isCopied ? "Copied" : "Copy link"}
        </Button>
      </div>
    </div>
  );
}

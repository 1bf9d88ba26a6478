"use client";
import { Upload } from "lucide-react";
import { useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";

const mostBytes = 50_000;

/** A PEM text, pasted or read from a file. */
export function CertificateField({
  value,
  onChange,
  problem,
}: {
  readonly value: string;
  readonly onChange: (pem: string) => void;
  readonly problem: string | undefined;
}) {
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File | undefined) => {
    if (chosen) onChange(chosen.size > mostBytes ? "" : await chosen.text());
  };
  return (
    <div className="grid gap-2">
      <TextArea
        label="Certificate with its private key (PEM)"
        rows={5}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={"-----BEGIN CERTIFICATE-----\n…\n-----BEGIN PRIVATE KEY-----"}
        hint="Both parts, without a passphrase. The thumbprint is worked out here; upload only the public half to the app registration."
        problem={problem}
      />
      <div>
        <input
          ref={file}
          type="file"
          accept=".pem,.crt,.cer,.key,.txt"
          aria-label="PEM file"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => void read(event.target.files?.[0])}
        />
        <Button icon={<Upload aria-hidden className="size-4" />} onClick={() => file.current?.click()}>
          Choose a PEM file
        </Button>
      </div>
    </div>
  );
}

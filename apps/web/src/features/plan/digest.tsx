/** A plan's digest: short to compare at a glance, whole on demand. */
export function Digest({ digest }: { readonly digest: string }) {
  return (
    <details className="text-ink-soft">
      <summary>
        Digest <span className="font-mono text-xs">{digest.slice(0, 12)}</span>
      </summary>
      <p className="mt-1 font-mono text-xs break-all">{digest}</p>
      <p className="mt-1">SHA-256 over every part below. Two plans with the same digest make exactly the same.</p>
    </details>
  );
}

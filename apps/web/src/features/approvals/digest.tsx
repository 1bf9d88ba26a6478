/** A digest: short to compare at a glance, whole on demand; `hint` says over what it is made. */
export function Digest({ digest, hint }: { readonly digest: string; readonly hint: string }) {
  return (
    <details className="text-ink-soft">
      <summary>
        Digest <span className="font-mono text-xs">{digest.slice(0, 12)}</span>
      </summary>
      <p className="mt-1 font-mono text-xs break-all">{digest}</p>
      <p className="mt-1">{hint}</p>
    </details>
  );
}

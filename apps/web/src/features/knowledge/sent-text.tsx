/** A text exactly as it is or was sent; scrolls by keyboard. */
export function SentText({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
    <section tabIndex={0} aria-label={label} className="max-h-80 min-w-0 overflow-auto rounded-md bg-sunken p-3">
      <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{text}</pre>
    </section>
  );
}

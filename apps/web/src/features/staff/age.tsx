/** How long ago something was, by the server's clock: `12 s`, `4 min`, `3 h`. */
export function Age({ of, now }: { readonly of: string; readonly now: string }) {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(of)) / 1000));
  const words =
    seconds < 90
      ? `${seconds} s`
      : seconds < 5_400
        ? `${Math.round(seconds / 60)} min`
        : seconds < 172_800
          ? `${Math.round(seconds / 3600)} h`
          : `${Math.round(seconds / 86_400)} days`;
  return <time dateTime={of}>{words}</time>;
}

/** Address of a path with these parameters: those it names are put in, the others go into the query. */
export function addressOf(path: string, params: object): string {
  const rest = new URLSearchParams();
  let address = path;
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    const filled = address.replace(new RegExp(`:${name}(?=/|$)`), encodeURIComponent(String(value)));
    if (filled === address) rest.append(name, String(value));
    address = filled;
  }
  return `/api${address}${rest.size === 0 ? "" : `?${rest}`}`;
}

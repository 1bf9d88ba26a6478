/** A page of ours that an address names as where to go on; null for anything else: nobody is led to a foreign page. */
export function ownPage(given: string | undefined): string | null {
  return given !== undefined && /^\/(?![/\\])/.test(given) ? given : null;
}

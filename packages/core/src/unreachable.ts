/** Ends a switch over a union: a member nobody handles does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case of type ${typeof value}`);
}

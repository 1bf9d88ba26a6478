/** The shard a Cliniko key names behind its last hyphen, e.g. `au2`; null when it names none. */
export function shardOf(apiKey: string): string | null {
  return /-([a-z]{2}\d{1,2})$/i.exec(apiKey.trim())?.[1]?.toLowerCase() ?? null;
}

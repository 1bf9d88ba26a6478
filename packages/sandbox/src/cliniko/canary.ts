/** Stands in names, notes and files of some rows, so that a test can search logs, queues and other tenants for it. */
export const canaryMarker = "Zq9Canary";

/** A trap of the source that a row shows; `number` is the paragraph of Cliniko's known gotchas, 0 for data hygiene. */
export interface Nasty {
  readonly trap: number;
  readonly what: string;
}

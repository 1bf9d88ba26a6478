/** What one way of moving a clinic took. */
export interface Measured {
  readonly way: string;
  /** Rows that arrived in Dynamics. */
  readonly rows: number;
  readonly readSeconds: number;
  readonly writeSeconds: number;
  /** Of everything but the platforms: for our product that is command, worker and Postgres. */
  readonly cpuSeconds: number;
  /** Of the process that does the work. */
  readonly peakRssMb: number;
  readonly note: string;
}

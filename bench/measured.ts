/** What one way of moving a clinic took. */
export interface Measured {
  readonly way: string;
  /** Rows that arrived in Dynamics. */
  readonly rows: number;
  readonly readSeconds: number;
  readonly writeSeconds: number;
  /** Until the last row was read back and compared; what follows surveys the tables and proves them. */
  readonly comparedSeconds?: number;
  /** Of everything but the platforms: for our product that is command, worker and Postgres. */
  readonly cpuSeconds: number;
  /** Of the process that does the work. */
  readonly peakRssMb: number;
  readonly note: string;
}

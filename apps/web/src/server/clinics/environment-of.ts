import type { Migration } from "@flit/core/ports";
import { connections } from "@flit/worker/connections";

/** Host of the environment: how people call it. */
export function environmentOf({ connections: saved }: Migration): string {
  const { dynamics } = connections.parse(saved);
  return dynamics === null ? "Dynamics 365" : new URL(dynamics.url).host;
}

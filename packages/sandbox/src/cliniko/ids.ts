import { createDraw } from "./draw.ts";
import { type ResourceName, resourceNames } from "./resources.ts";
import type { Reference } from "./world.ts";

/** Neighbouring ids differ by less than a double can tell apart at 19 digits: whoever reads them as numbers mixes rows. */
const stride = 61;
const firstCode = 1100;
const seedSpan = 1e11;

/** Ids as Cliniko's: 19 digits, growing with the row's index, unique over all resources, computed both ways. */
export function createIds(seed: number) {
  const draw = createDraw(seed, "ids");
  const offset = (draw(0, "offset") % 9_000) * seedSpan;

  const idOf = (resource: ResourceName, index: number): string => {
    const rest = offset + index * stride + (draw(index, resource) % stride);
    return `${firstCode + resourceNames.indexOf(resource)}${String(rest).padStart(15, "0")}`;
  };

  const parse = (id: string): Reference | undefined => {
    if (!/^\d{19}$/.test(id)) return undefined;
    const resource = resourceNames[Number(id.slice(0, 4)) - firstCode];
    const index = Math.floor((Number(id.slice(4)) - offset) / stride);
    return resource !== undefined && index >= 0 && idOf(resource, index) === id ? { resource, index } : undefined;
  };
  return { idOf, parse };
}

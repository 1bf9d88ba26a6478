import type { Labelled } from "./fit-calibration.ts";
import type { GoldClinic } from "./gold-clinic.ts";
import { questionsOf } from "./propose-clinic.ts";
import type { PublishedMap } from "./published-maps.ts";

/** Names of other systems without types or sections teach less about clinics than clinics do. */
const shareOfMaps = 0.1;

/** A clinic's fields that the curated map leaves to the matcher, with what is right. */
export function labelledClinic(clinic: GoldClinic): Labelled {
  const { fields, columns } = questionsOf(clinic, true);
  const right = clinic.gold.map(({ source, decision, target, acceptable, alsoTargets }) => {
    const others = decision === "map" || decision === "conflict" ? [...(acceptable ?? []), ...(alsoTargets ?? [])] : [];
    return [source, [target, ...others].filter((name) => name !== null)] as const;
  });
  return { name: clinic.clinic, fields, columns, right: new Map(right), weight: 1 };
}

/** A published map with what is right. */
export function labelledMap({ name, fields, columns, target }: PublishedMap): Labelled {
  return {
    name,
    fields,
    columns,
    right: new Map([...target].map(([id, column]) => [id, [column]])),
    weight: shareOfMaps,
  };
}

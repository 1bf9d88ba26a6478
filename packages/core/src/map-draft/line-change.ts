import type { MapLine } from "../map-line.ts";

/** What is to become of a line: one a person saw at `revision`, or a new one. */
export type LineChange =
  | {
      readonly kind: "change";
      readonly lineId: string;
      /** As the person saw it: another one meanwhile refuses the change. */
      readonly revision: number;
      readonly after: Pick<MapLine, "value" | "decision">;
    }
  | {
      readonly kind: "add";
      /** `added:` and something unique. */
      readonly lineId: string;
      readonly mapping: string;
      readonly position: number;
      readonly after: Pick<MapLine, "value" | "decision">;
    };

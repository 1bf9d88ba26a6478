import type { IssueSeverity } from "@flit/core/issues/issue";
import { Status, type Tone } from "../../ui/status.tsx";

/** How bad it is, in words. */
export const severityWords: Readonly<Record<IssueSeverity, string>> = {
  missing: "Did not arrive",
  changed: "Arrived changed",
  notice: "To be known",
};
const tones: Readonly<Record<IssueSeverity, Tone>> = { missing: "bad", changed: "warn", notice: "info" };

/** How bad a group is. */
export function Severity({ of }: { readonly of: IssueSeverity }) {
  return <Status tone={tones[of]}>{severityWords[of]}</Status>;
}

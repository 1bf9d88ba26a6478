import type { FieldProfile } from "@flit/core/field-profile";
import type { SourceField, TargetColumn } from "@flit/core/matcher";
import { coarseProfile } from "./coarse-profile.ts";
import type { HeldBack } from "./held-back.ts";
import { type ToldColumn, type ToldField, toldTypes } from "./payload.ts";
import { plain } from "./plain.ts";

/** Longer labels are cut. */
export const longestLabel = 200;
const longestOption = 100;
const mostOptions = 30;

/** A field as a model may know it; null when its label or heading holds a patient's value: then nothing is asked. */
export function tellField(
  id: string,
  field: SourceField,
  profile: FieldProfile | undefined,
  held: HeldBack,
): ToldField | null {
  const label = plain(field.label, longestLabel);
  const section = field.section === null ? null : plain(field.section, longestLabel);
  // Judged as it would be sent: taking spaces together can make a value out of what was none.
  if (held.holds(field.id, label) || (section !== null && held.holds(field.id, section))) return null;
  return {
    id,
    label,
    section,
    type: typeOf(field.type),
    options: tellOptions(field.options, (option) => held.holds(field.id, option)),
    profile: coarseProfile(profile),
  };
}

/** A column as a model may know it. */
export function tellColumn(id: string, { name, label, type, maxLength, options }: TargetColumn): ToldColumn {
  return {
    id,
    name,
    label: label === null ? null : plain(label, longestLabel),
    type: typeOf(type),
    maxLength: maxLength !== null && maxLength > 0 ? maxLength : null,
    options: options.slice(0, mostOptions).map((option) => plain(option, longestOption)),
  };
}

/** Answers on offer without those that are held back, judged as they would be sent. */
export function tellOptions(options: readonly string[], isHeld: (option: string) => boolean): readonly string[] {
  return options
    .map((option) => plain(option, longestOption))
    .filter((option) => !isHeld(option))
    .slice(0, mostOptions);
}

/** A type as it is told. */
export function typeOf(type: string): ToldField["type"] {
  return toldTypes.find((known) => known === type) ?? "other";
}

import type { FieldProfile } from "@flit/core/field-profile";
import type { FieldProposal, Matcher, MatchMemory, SourceField, TargetColumn } from "@flit/core/matcher";
import { askChoices } from "./ask-choices.ts";
import { askMeanings } from "./ask-meanings.ts";
import type { AskModel } from "./ask-model.ts";
import { heldBack } from "./held-back.ts";
import { mergeChoices } from "./merge-choices.ts";
import { mostFields } from "./payload.ts";
import { tellField } from "./tell.ts";
import type { Choice, Told } from "./told.ts";

export interface RefineSettings {
  /** Finds columns for the names the model gives a field: it alone decides what may be chosen. */
  readonly matcher: Matcher;
  /** What the clinic turned down before is not offered again. */
  readonly memory: MatchMemory;
  readonly profiles: readonly FieldProfile[];
  /** Fields people have not decided yet; the others are left alone. */
  isOpen(fieldId: string): boolean;
  readonly ask: AskModel;
}

/**
 * The proposals after a model was asked about those the matcher was not sure of. Whatever fails, disagrees or was not
 * offered leaves the offline proposal; what the model chooses twice is never more than "review".
 */
export async function refine(
  proposals: readonly FieldProposal[],
  source: readonly SourceField[],
  target: readonly TargetColumn[],
  settings: RefineSettings,
): Promise<readonly FieldProposal[]> {
  const held = heldBack(settings.profiles);
  const profiles = new Map(settings.profiles.map((one) => [`${one.object}.${one.path}`, one]));
  const fields = new Map(source.map((field) => [field.id, field]));
  const unsure = proposals.filter(
    (proposal) =>
      proposal.band !== "high" &&
      proposal.origin !== "memory" &&
      !isConflict(proposal) &&
      settings.isOpen(proposal.field),
  );
  const told = unsure.flatMap((proposal): Told[] => {
    const field = fields.get(proposal.field);
    const answer = field && tellField("f1", field, profiles.get(field.id), held);
    return field && answer ? [{ field, proposal, told: answer }] : [];
  });
  const taken = new Set(proposals.flatMap(({ column }) => (column === null ? [] : [column])));
  const batches = Array.from({ length: Math.ceil(told.length / mostFields) }, (_, batch) =>
    told.slice(batch * mostFields, (batch + 1) * mostFields).map((one, place) => ({
      ...one,
      told: { ...one.told, id: `f${place + 1}` },
    })),
  );
  const chosen = await Promise.all(
    batches.map(async (batch) => {
      const names = await askMeanings(batch, settings.ask, held);
      return names === null ? new Map<string, Choice>() : askChoices(batch, names, { ...settings, target, taken });
    }),
  );
  return mergeChoices(proposals, new Map(chosen.flatMap((one) => [...one])));
}

/** Several fields claim one column: that is shown to people, and no model settles it. */
function isConflict({ conflictsWith = [] }: FieldProposal & { readonly conflictsWith?: readonly string[] }): boolean {
  return conflictsWith.length > 0;
}

import { pick } from "../draw.ts";
import { dateOnly, type Row } from "../row.ts";
import { patientAt, type Reference, type Shape, type World } from "../world.ts";

/** How patients came, whom they are related to and when they are to come back. */
export function relationShapes(world: World) {
  const { patients, contacts } = world.sizes;
  const draw = world.draw("relations");
  const some = (perPatient: number) => Math.max(30, Math.round(patients * perPatient));
  const patientOf = (topic: string, count: number) => (index: number) =>
    ({ resource: "patients", index: patientAt(index / count, draw(index, topic), patients) }) as const;

  const referralCount = some(0.4);
  const isByPatient = (index: number) => index % 5 === 1;
  const referrals: Shape = {
    count: referralCount,
    isArchived: (index) => index % 60 === 59,
    links: {
      patient: patientOf("referral", referralCount),
      referral_source_type: (index) => ({ resource: "referral_source_types", index: index % 5 }),
      referrer: (index): Reference | undefined => {
        if (isByPatient(index)) return patientOf("referrer", referralCount)(index);
        return index % 5 === 0 ? { resource: "contacts", index: draw(index, "referrer") % contacts } : undefined;
      },
    },
    body: (index) => ({
      referrer_type: isByPatient(index) ? "Patient" : index % 5 === 0 ? "Contact" : null,
      subcategory: index % 5 === 3 ? "Facebook" : "",
      notes: index % 8 === 0 ? "Heard from a neighbour" : null,
    }),
  };

  const referralTypes: Shape = {
    count: 5,
    body: (index): Row => ({
      name: ["Contact", "Client", "Other", "Social media", "Walk past"][index] ?? "",
      referrer_type: ["Contact", "Patient"][index] ?? null,
      subcategories: index === 3 ? ["Facebook", "Instagram"] : [],
    }),
  };

  const relationCount = some(0.2);
  const relationships: Shape = {
    count: relationCount,
    links: {
      patient: patientOf("relative", relationCount),
      related_patient: patientOf("related", relationCount),
    },
    body: (index) => {
      const relation = index === 0 ? 80 : pick([10, 20, 30, 40, 50, 60, 70], draw(index, "relation"));
      const names = ["Parent", "Child", "Sibling", "Spouse", "Partner", "Relative", "Other"];
      return { relation, relation_description: names[relation / 10 - 1] ?? "Guardian" };
    },
  };

  const recallCount = some(0.1);
  const recalls: Shape = {
    count: recallCount,
    isArchived: (index) => index % 21 === 6,
    links: {
      patient: patientOf("recall", recallCount),
      recall_type: (index) => ({ resource: "recall_types", index: index % 3 }),
    },
    body: (index) => ({
      recall_at: dateOnly(world.nowMs + (index % 2 === 0 ? 1 : -1) * (1 + (index % 90)) * 86_400_000),
      notes: index % 4 === 0 ? "Call after holidays" : "",
    }),
  };

  return { referral_sources: referrals, referral_source_types: referralTypes, relationships, recalls };
}

import { instant, link, type Row } from "../row.ts";
import type { Shape, World } from "../world.ts";

/** Which practitioner works where and when, under which number. */
export function rosterShapes(world: World) {
  const { practitioners, businesses } = world.sizes;
  const atBusiness = (index: number) => ({ resource: "businesses", index: index % (businesses - 1) }) as const;
  const ofPractitioner = (index: number) =>
    ({ resource: "practitioners", index: Math.floor(index / 5) % practitioners }) as const;

  const referenceNumbers: Shape = {
    count: practitioners,
    links: { practitioner: (index) => ({ resource: "practitioners", index }), business: atBusiness },
    body: (index) => ({ name: "Medicare provider number", reference_number: `${400_000 + index * 31}A` }),
  };

  const availabilities: Shape = {
    count: practitioners * 5,
    links: { practitioner: ofPractitioner, business: (index) => atBusiness(Math.floor(index / 5)) },
    body: (index) => ({
      // Sunday is 7 in Cliniko's samples and 0 in its specification: both occur.
      day_of_week: index === 0 ? 7 : index === 1 ? 0 : 1 + (index % 5),
      availabilities: [
        { starts_at: "09:00", ends_at: "12:30" },
        { starts_at: "13:30", ends_at: "17:00" },
      ],
      time_zone: "Melbourne",
      time_zone_identifier: "Australia/Melbourne",
    }),
  };

  const availabilityBlocks: Shape = {
    count: 6,
    links: { practitioner: (index) => ({ resource: "practitioners", index }), business: atBusiness },
    body: (index) => {
      const startsMs = world.nowMs + (index - 3) * 86_400_000;
      return {
        starts_at: instant(startsMs),
        ends_at: instant(startsMs + 3 * 3_600_000),
        repeat_rule: index === 0 ? { repeat_type: "Weekly", repeating_interval: 1, number_of_repeats: 4 } : {},
      };
    },
  };

  const services: Shape = {
    count: 8,
    links: { appointment_type: (index) => ({ resource: "appointment_types", index }), business: atBusiness },
    body: (index): Row => ({ practitioners: [link(`practitioners/${world.idOf("practitioners", index)}`)] }),
  };

  return {
    practitioner_reference_numbers: referenceNumbers,
    daily_availabilities: availabilities,
    availability_blocks: availabilityBlocks,
    services,
  };
}

import { pick } from "../draw.ts";
import { type Row, instant, link } from "../row.ts";
import type { Shape, World } from "../world.ts";
import words from "../data/words.json" with { type: "json" };

/** Two inactive, and two whose user has no e-mail address an owner could be found by. */
const inactivePractitioners = new Set([3, 10]);
const withoutEmail = new Set([5, 10]);
const roles = [
  "administrator",
  "power receptionist",
  "practitioner",
  "receptionist",
  "scheduler",
  "bookkeeper",
] as const;

/** The people who work in the clinic and its locations. Users 0 to 11 are practitioners, 12 to 16 the front desk. */
export function peopleShapes(world: World) {
  const { practitioners, businesses } = world.sizes;
  const draw = world.draw("people");

  const nameOf = (index: number) => ({
    first_name: pick(index % 2 === 0 ? words.female : words.male, draw(index, "first")),
    last_name: index === 4 ? "Łukaszewicz-Ó Súilleabháin" : pick(words.last, draw(index, "last")),
  });

  const users: Shape = {
    count: practitioners + 5,
    body: (index) => {
      const name = nameOf(index);
      const email = `${name.first_name}.${name.last_name}.${index}@clinic.example`
        .toLowerCase()
        .replaceAll(/[^\w.@]/g, "");
      const role =
        index === 0 ? "administrator" : index < practitioners ? "practitioner" : roles[index - practitioners + 1];
      return {
        ...name,
        title: "",
        email: withoutEmail.has(index) ? "" : email,
        role: role ?? null,
        active: !inactivePractitioners.has(index),
        user_active: !inactivePractitioners.has(index),
        phone_numbers: [],
        time_zone: "Melbourne",
        time_zone_identifier: "Australia/Melbourne",
      };
    },
  };

  const practitionerShape: Shape = {
    count: practitioners,
    links: {
      user: (index) => ({ resource: "users", index }),
      default_appointment_type: (index) => ({ resource: "appointment_types", index: index % 8 }),
    },
    body: (index, id) => {
      const name = nameOf(index);
      const label = `${name.first_name} ${name.last_name}`;
      return {
        ...name,
        title: index % 4 === 0 ? "Dr" : null,
        label: index % 4 === 0 ? `Dr ${label}` : label,
        display_name: label,
        designation: pick(words.practitionerTitles, index),
        description: `<p>${label} enjoys working with people of all ages.</p>`,
        active: !inactivePractitioners.has(index),
        show_in_online_bookings: index % 3 !== 0,
        appointment_types: link(`practitioners/${id}/appointment_types`),
        appointments: link(`practitioners/${id}/appointments`),
        invoices: link(`practitioners/${id}/invoices`),
        practitioner_reference_numbers: link(`practitioners/${id}/practitioner_reference_numbers`),
      };
    },
  };

  const businessShape: Shape = {
    count: businesses,
    isArchived: (index) => index === 3,
    body: (index, id) => {
      const [city = "", state = "", postCode = ""] = pick(words.suburbs, index * 3);
      const perth = index === 2;
      return {
        business_name: `Wattle Allied Health ${city}`,
        display_name: city,
        label: city,
        address_1: `${10 + index} ${pick(words.streets, index)}`,
        address_2: index === 1 ? "Level 2, Suite 5" : "",
        city,
        state,
        post_code: postCode,
        country: "Australia",
        country_code: "AU",
        contact_information: `Phone: 03 5550 010${index}\r\nFax: 03 5550 020${index}`,
        business_registration_name: "ABN",
        business_registration_value: `00 000 000 00${index}`,
        email_reply_to: `reception${index}@clinic.example`,
        website_address: index === 0 ? "www.clinic.example" : "",
        additional_information: null,
        additional_invoice_information: "",
        time_zone: perth ? "Perth" : "Melbourne",
        time_zone_identifier: perth ? "Australia/Perth" : "Australia/Melbourne",
        show_in_online_bookings: true,
        appointment_reminders_enabled: true,
        appointment_type_ids: Array.from({ length: 6 }, (_, type) => world.idOf("appointment_types", type)),
        appointments: link(`businesses/${id}/appointments`),
        practitioners: link(`businesses/${id}/practitioners`),
      };
    },
  };

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
    users,
    practitioners: practitionerShape,
    businesses: businessShape,
    practitioner_reference_numbers: referenceNumbers,
    daily_availabilities: availabilities,
    availability_blocks: availabilityBlocks,
    services,
  };
}

import words from "../data/words.json" with { type: "json" };
import { pick } from "../draw.ts";
import { link } from "../row.ts";
import type { Shape, World } from "../world.ts";

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

  return { users, practitioners: practitionerShape, businesses: businessShape };
}

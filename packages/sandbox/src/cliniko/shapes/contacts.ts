import words from "../data/words.json" with { type: "json" };
import { pick } from "../draw.ts";
import type { Row } from "../row.ts";
import type { Shape, World } from "../world.ts";

const types = ["Standard", "Doctor", "3rd Party Payer"];
const dressings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => `  ${name} `,
  (name) => `${name} Pty Ltd`,
  (name) => name.replaceAll(" ", "  "),
  (name) => `${name.toLowerCase()} pty. ltd.`,
];

/** Doctors, payers and others. The same company comes back in other spellings; some rows are only a company. */
export function contactShapes(world: World): { contacts: Shape } {
  const draw = world.draw("contacts");
  const body = (index: number): Row => {
    const code = index === 1 ? 7 : index % 10 < 6 ? 1 : index % 10 < 8 ? 2 : 0;
    const isOrganisation = code === 2 || index === 2;
    const isPersonOnly = code === 0 || index === 3;
    const company = pick(dressings, index)(pick(words.companies, draw(index, "company") % (index < 20 ? 4 : 10)));
    const [city = "", state = "", postCode = ""] = pick(words.suburbs, draw(index, "suburb"));
    const first = isOrganisation ? "" : pick(words.female, draw(index, "first"));
    const last = isOrganisation ? "" : pick(words.last, draw(index, "last"));
    return {
      type: types[code] ?? "Service",
      type_code: code,
      title: code === 1 ? "Dr" : null,
      first_name: first,
      last_name: last,
      preferred_name: isOrganisation ? "" : `${first} ${last}`,
      company_name: index === 6 ? "" : isPersonOnly ? null : company,
      doctor_type: code === 1 ? pick(["general_practitioner", "specialist"], index) : "",
      provider_number: code === 1 ? `${200_000 + index * 17}B` : null,
      occupation: null,
      email: index % 5 === 0 ? "" : `contact${index}@practice.example`,
      address_1: `${1 + (draw(index, "number") % 200)} ${pick(words.streets, draw(index, "street"))}`,
      address_2: "",
      address_3: null,
      city,
      state,
      post_code: postCode,
      country: "Australia",
      country_code: "AU",
      notes: index === 4 ? `Prefers fax.\r\n${"Long history of correspondence. ".repeat(90)}` : "",
      phone_numbers: [
        {
          phone_type: "Work",
          number: `(03) 5550 ${1000 + (index % 9000)}`,
          normalized_number: `613555${1000 + (index % 9000)}`,
        },
      ],
    };
  };
  return { contacts: { count: world.sizes.contacts, isArchived: (index) => index % 15 === 7, body } };
}

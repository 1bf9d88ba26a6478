import { expect, test } from "vitest";
import { humanUsersFor } from "./human-users.ts";

test("most people match by e-mail; one is missing, one disabled, one without a role, one matches by name only", () => {
  const clinicUsers = Array.from({ length: 12 }, (_, index) => ({
    firstName: `First${index}`,
    lastName: `Last${index}`,
    email: index === 5 ? "" : `person${index}@clinic.example`,
  }));
  const people = humanUsersFor(clinicUsers);
  const addresses = new Set(clinicUsers.map((user) => user.email));
  expect(people).toHaveLength(11);
  expect(people.filter((person) => !addresses.has(person.email)).map((person) => person.lastName)).toEqual(["Last5"]);
  expect(people.filter((person) => person.disabled).map((person) => person.lastName)).toEqual(["Last2"]);
  expect(people.filter((person) => person.hasRole === false).map((person) => person.lastName)).toEqual(["Last4"]);
});

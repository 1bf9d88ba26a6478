import { expect, test } from "vitest";
import type { DestinationUser } from "./destination.ts";
import { practitionerRow } from "./migration-options.ts";
import { resolveOwners } from "./resolve-owners.ts";

const practitioner = { id: "7", email: "ada@clinic.example", firstName: "Ada", lastName: "Lane", isActive: true };
const user = (id: string, change: Partial<DestinationUser> = {}): DestinationUser => ({
  id,
  email: `${id}@clinic.example`,
  firstName: "Some",
  lastName: "Body",
  isEnabled: true,
  hasRole: true,
  isApplication: false,
  ...change,
});
const only = (users: readonly DestinationUser[], chosen: { readonly [id: string]: string } = {}, change = {}) =>
  resolveOwners({ practitioners: [{ ...practitioner, ...change }], users, chosen })[0];

test("an exact e-mail makes an owner, whatever its case", () => {
  expect(only([user("ada", { email: "ADA@clinic.example" })])).toMatchObject({
    userId: "ada",
    how: "email",
    why: null,
  });
});

test("a name in the same mail domain is a hint and no owner before somebody has chosen it", () => {
  const users = [user("al", { firstName: "Ada", lastName: "Lane" })];
  expect(only(users)).toMatchObject({ userId: null, suggestedUserId: "al", how: "hint" });
  expect(only(users, { 7: "al" })).toMatchObject({ userId: "al", how: "chosen" });
  expect(only([...users, user("al2", { firstName: "Ada", lastName: "Lane" })])).toMatchObject({ how: "unresolved" });
});

test("without an e-mail address the name alone is a hint, as long as one user alone bears it", () => {
  const users = [user("al", { firstName: "Ada", lastName: "Lane" })];
  const nowhere = { email: null };
  expect(only(users, {}, nowhere)).toMatchObject({ userId: null, suggestedUserId: "al", how: "hint" });
  const two = [...users, user("al2", { firstName: "Ada", lastName: "Lane" })];
  expect(only(two, {}, nowhere)).toMatchObject({ suggestedUserId: null, how: "unresolved", why: "no-email" });
  expect(only(users, {}, { email: "ada@elsewhere.example" })).toMatchObject({ how: "unresolved", why: "no-match" });
});

test("whoever matches and cannot own rows is named with the reason", () => {
  expect(only([user("ada", { isEnabled: false })])).toMatchObject({
    userId: null,
    suggestedUserId: "ada",
    how: "unresolved",
    why: "disabled",
  });
  expect(only([user("ada", { hasRole: false })])).toMatchObject({ userId: null, why: "no-role" });
  expect(only([user("ada", { isApplication: true })])).toMatchObject({ suggestedUserId: null, why: "no-match" });
  expect(only([], {}, { email: null })).toMatchObject({ how: "unresolved", why: "no-email" });
});

test("an e-mail that several users share makes none of them the owner", () => {
  const email = "ada@clinic.example";
  expect(only([user("a", { email }), user("b", { email })])).toMatchObject({
    userId: null,
    suggestedUserId: null,
    how: "unresolved",
    why: "several-users",
  });
  expect(only([user("a", { email }), user("b", { email, isEnabled: false })])).toMatchObject({ userId: "a" });
});

test("a practitioner can be left without a user on purpose", () => {
  expect(only([user("ada")], { 7: practitionerRow })).toMatchObject({ userId: null, how: "chosen" });
});

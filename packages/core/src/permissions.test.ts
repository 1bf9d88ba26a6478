import { expect, test } from "vitest";
import { mayInviteAs, type Role, roleNames, tenantRoles } from "./permissions.ts";

test("only owners make owners, and nobody gives a view of patients' values they do not have", () => {
  const invitable = Object.fromEntries(
    Object.keys(roleNames).map((role) => [role, tenantRoles.filter((as) => mayInviteAs(role as Role, as))]),
  );
  expect(invitable).toEqual({
    owner: ["owner", "clinic-admin", "dynamics-admin", "operator", "auditor"],
    "clinic-admin": ["clinic-admin", "dynamics-admin", "operator", "auditor"],
    "dynamics-admin": ["dynamics-admin", "operator", "auditor"],
    operator: [],
    auditor: [],
    staff: [],
  });
});

"use client";
import { roleNames, type TenantRole } from "@flit/core/permissions";
import { useState } from "react";
import { SelectField } from "../../ui/field.tsx";

const purposes: Readonly<Record<TenantRole, string>> = {
  owner: "Everything the clinic decides, and who works here.",
  "clinic-admin": "Connects Cliniko, decides the map, signs off the sample; sees patients' values.",
  "dynamics-admin": "Connects Dynamics 365, approves the schema plan; patients' values stay masked until revealed.",
  operator: "Runs what was decided; patients' values stay masked.",
  auditor: "Reads everything, changes nothing; patients' values stay masked.",
};

/** Chooses a role, saying what it is for. */
export function RoleSelect({
  label,
  roles,
  initial,
  problem,
}: {
  readonly label: string;
  readonly roles: readonly TenantRole[];
  readonly initial: TenantRole;
  readonly problem?: string | undefined;
}) {
  const [role, setRole] = useState(initial);
  return (
    <SelectField
      label={label}
      name="role"
      value={role}
      onChange={(event) => setRole(roles.find((one) => one === event.target.value) ?? initial)}
      hint={purposes[role]}
      problem={problem}
    >
      {roles.map((one) => (
        <option key={one} value={one}>
          {roleNames[one]}
        </option>
      ))}
    </SelectField>
  );
}

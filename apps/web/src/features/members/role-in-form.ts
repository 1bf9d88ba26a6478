import { type TenantRole, tenantRoles } from "@flit/core/permissions";

/** The role a form's `role` field holds. */
export function roleInForm(form: FormData, otherwise: TenantRole): TenantRole {
  return tenantRoles.find((role) => role === form.get("role")) ?? otherwise;
}

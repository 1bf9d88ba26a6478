import {
  isAllowed,
  type Permission,
  permissions,
  roleNames,
  tenantRoles,
  type ValueAccess,
  valueAccess,
} from "@flit/core/permissions";
import { Check, Minus } from "lucide-react";
import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { permissionWords } from "./permission-words.ts";

const accessWords: Readonly<Record<ValueAccess, string>> = {
  open: "Shown",
  revealable: "Masked until revealed",
  masked: "Masked",
  never: "Never",
};

const isListed = (key: string): key is Permission => Object.hasOwn(permissions, key);

/** What each role may do, straight from the table the server checks by. */
export function RoleTable() {
  const listed = Object.keys(permissions)
    .filter(isListed)
    .filter((permission) => tenantRoles.some((role) => isAllowed(role, permission)));
  return (
    <Panel title="What each role may do" hint="FlitStack's own people see no patient value, and work in no clinic.">
      <Table
        caption="What each role may do"
        head={[{ label: "May" }, ...tenantRoles.map((role) => ({ label: roleNames[role] }))]}
      >
        <tr>
          <Cell>See patients' values</Cell>
          {tenantRoles.map((role) => (
            <Cell key={role}>{accessWords[valueAccess(role)]}</Cell>
          ))}
        </tr>
        {listed.map((permission) => (
          <tr key={permission}>
            <Cell>
              <span className="block min-w-40">{permissionWords[permission]}</span>
            </Cell>
            {tenantRoles.map((role) => (
              <Cell key={role}>
                {isAllowed(role, permission) ? (
                  <Check aria-label="Yes" className="size-4 text-good" />
                ) : (
                  <Minus aria-label="No" className="size-4 text-ink-faint" />
                )}
              </Cell>
            ))}
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

"use client";
import { isAllowed, roleNames, whoCan } from "@flit/core/permissions";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { ChangeRole } from "./change-role.tsx";
import { listMembers, type Member } from "./endpoints.ts";
import { Invitations } from "./invitations.tsx";
import { InviteMember } from "./invite-member.tsx";
import { RemoveMember } from "./remove-member.tsx";
import { RoleTable } from "./role-table.tsx";

type Asking =
  | { readonly kind: "nothing" }
  | { readonly kind: "invite" }
  | { readonly kind: "role" | "remove"; readonly member: Member };

/** Who works in a clinic as what, who is invited, and what each role may do. */
export function Members({ clinic }: { readonly clinic: string }) {
  const list = useEndpoint(listMembers, { clinic });
  const [asking, setAsking] = useState<Asking>({ kind: "nothing" });
  const close = () => setAsking({ kind: "nothing" });
  const mayManage = list.data !== undefined && isAllowed(list.data.role, "members.manage");
  return (
    <>
      <PageHead
        title="Members"
        hint={
          list.data && !mayManage
            ? `${whoCan("members.manage")}s invite people, change roles and remove members. You can look.`
            : "Who works on this clinic's migrations, and as what."
        }
        actions={
          mayManage && (
            <Button
              look="primary"
              icon={<UserPlus aria-hidden className="size-4" />}
              onClick={() => setAsking({ kind: "invite" })}
            >
              Invite somebody
            </Button>
          )
        }
      />
      <Query of={list}>
        {({ members, me }) => (
          <div className="grid grid-cols-1 gap-6">
            <Panel title="Members">
              <Table
                caption="Members"
                head={[
                  { label: "Name" },
                  { label: "Role" },
                  { label: "Sign-in" },
                  { label: "Since" },
                  ...(mayManage ? [{ label: "Actions", isHidden: true }] : []),
                ]}
              >
                {members.map((member) => (
                  <tr key={member.id}>
                    <Cell>
                      <span className="font-medium">{member.name}</span>
                      {member.id === me && <span className="text-ink-soft"> (you)</span>}
                      <span className="block text-ink-soft">{member.email}</span>
                    </Cell>
                    <Cell>
                      <span className="whitespace-nowrap">{roleNames[member.role]}</span>
                    </Cell>
                    <Cell>
                      {member.isGuarded ? (
                        <Status tone="good">Two-factor</Status>
                      ) : (
                        <Status tone="warn">Password only</Status>
                      )}
                    </Cell>
                    <Cell>
                      <span className="whitespace-nowrap">
                        <Time at={member.since} />
                      </span>
                    </Cell>
                    {mayManage && (
                      <Cell>
                        <div className="flex justify-end gap-1">
                          <Button
                            look="quiet"
                            aria-label={`Change the role of ${member.name}`}
                            onClick={() => setAsking({ kind: "role", member })}
                          >
                            Change role
                          </Button>
                          <Button
                            look="quiet"
                            aria-label={`Remove ${member.name}`}
                            onClick={() => setAsking({ kind: "remove", member })}
                          >
                            Remove
                          </Button>
                        </div>
                      </Cell>
                    )}
                  </tr>
                ))}
              </Table>
            </Panel>
            <Invitations clinic={clinic} mayManage={mayManage} />
            <RoleTable />
            {asking.kind === "invite" && <InviteMember clinic={clinic} onClose={close} />}
            {asking.kind === "role" && <ChangeRole clinic={clinic} member={asking.member} onClose={close} />}
            {asking.kind === "remove" && (
              <RemoveMember clinic={clinic} member={asking.member} isMe={asking.member.id === me} onClose={close} />
            )}
          </div>
        )}
      </Query>
    </>
  );
}

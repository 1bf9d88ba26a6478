"use client";
import { roleNames } from "@flit/core/permissions";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Invitation, listInvitations, withdrawInvitation } from "./endpoints.ts";

const states: Readonly<Record<Invitation["state"], { readonly tone: Tone; readonly word: string }>> = {
  open: { tone: "info", word: "Open" },
  accepted: { tone: "good", word: "Accepted" },
  withdrawn: { tone: "neutral", word: "Withdrawn" },
  expired: { tone: "warn", word: "Expired" },
};

/** Invitations to a clinic in every state; open ones can be withdrawn. */
export function Invitations({ clinic, mayManage }: { readonly clinic: string; readonly mayManage: boolean }) {
  const list = useEndpoint(listInvitations, { clinic });
  const withdraw = useAct(withdrawInvitation, { refresh: [listInvitations] });
  const toast = useToast();
  const withdrawOne = ({ id, email }: Invitation) =>
    withdraw.mutate(
      { params: { clinic, invitation: id } },
      {
        onSuccess: () => toast.done(`The invitation to ${email} is withdrawn.`),
        onError: (error) => toast.failed("Not withdrawn", error),
      },
    );
  return (
    <Panel title="Invitations" hint="A link works once, for seven days.">
      <Query of={list} lines={2}>
        {({ invitations, olderCount }) =>
          invitations.length === 0 ? (
            <p className="text-ink-soft">Nobody has been invited yet.</p>
          ) : (
            <>
              <Table
                caption="Invitations"
                head={[
                  { label: "E-mail" },
                  { label: "Role" },
                  { label: "State" },
                  { label: "Sent" },
                  { label: "Valid until" },
                  ...(mayManage ? [{ label: "Actions", isHidden: true }] : []),
                ]}
              >
                {invitations.map((invitation) => (
                  <tr key={invitation.id}>
                    <Cell>
                      {invitation.email}
                      {invitation.step !== null && (
                        <span className="block text-ink-soft">Asked to do: {invitation.step}</span>
                      )}
                    </Cell>
                    <Cell>
                      <span className="whitespace-nowrap">{roleNames[invitation.role]}</span>
                    </Cell>
                    <Cell>
                      <Status tone={states[invitation.state].tone}>{states[invitation.state].word}</Status>
                    </Cell>
                    <Cell>
                      <span className="whitespace-nowrap">
                        <Time at={invitation.createdAt} />
                      </span>
                    </Cell>
                    <Cell>
                      {invitation.state === "open" && (
                        <span className="whitespace-nowrap">
                          <Time at={invitation.expiresAt} />
                        </span>
                      )}
                    </Cell>
                    {mayManage && (
                      <Cell>
                        {invitation.state === "open" && (
                          <div className="flex justify-end">
                            <Button
                              look="quiet"
                              aria-label={`Withdraw the invitation to ${invitation.email}`}
                              isBusy={withdraw.isPending && withdraw.variables.params.invitation === invitation.id}
                              onClick={() => withdrawOne(invitation)}
                            >
                              Withdraw
                            </Button>
                          </div>
                        )}
                      </Cell>
                    )}
                  </tr>
                ))}
              </Table>
              {olderCount > 0 && (
                <p className="px-3 pt-3 text-ink-soft">{olderCount} older ones stand in the log of actions.</p>
              )}
            </>
          )
        }
      </Query>
    </Panel>
  );
}

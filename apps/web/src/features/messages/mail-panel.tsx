"use client";
import { roleNames } from "@flit/core/permissions";
import { Send } from "lucide-react";
import type { z } from "zod";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type MessageMember, readMessages, setWish, testMessage } from "./endpoints.ts";

type Messages = z.infer<NonNullable<typeof readMessages.reply>>;

/** Which member gets which e-mail: a tick changes it at once. */
export function MailPanel({ clinic, messages }: { readonly clinic: string; readonly messages: Messages }) {
  const set = useAct(setWish, { refresh: [readMessages] });
  const test = useAct(testMessage, { refresh: [readMessages] });
  const toast = useToast();
  const { members, me, mayManage, hasMail } = messages;
  const box = (member: MessageMember, which: "whenEnded" | "whenNeeded", label: string) => (
    <input
      type="checkbox"
      aria-label={`${member.name}: ${label}`}
      checked={member[which]}
      disabled={!mayManage && member.personId !== me}
      onChange={(event) => {
        const { whenEnded, whenNeeded } = member;
        set.mutate(
          {
            params: { clinic, person: member.personId },
            body: { whenEnded, whenNeeded, [which]: event.currentTarget.checked },
          },
          { onError: (error) => toast.failed("Not saved", error) },
        );
      }}
      className="size-4 accent-accent disabled:cursor-not-allowed"
    />
  );
  return (
    <Panel
      title="E-mail"
      hint="To the address each member signs in with."
      actions={
        <Button
          icon={<Send aria-hidden className="size-4" />}
          disabled={!hasMail}
          isBusy={test.isPending}
          onClick={() =>
            test.mutate(
              { params: { clinic }, body: { channel: "email" } },
              {
                onSuccess: () => toast.done("A test message is on its way to you"),
                onError: (error) => toast.failed("Not sent", error),
              },
            )
          }
        >
          Send me a test message
        </Button>
      }
    >
      <Table
        caption="Members and their messages"
        head={[{ label: "Member" }, { label: "When a run ends" }, { label: "When it needs somebody" }]}
      >
        {members.map((member) => (
          <tr key={member.personId}>
            <Cell>
              {member.name}
              {member.personId === me && <span className="text-ink-soft"> (you)</span>}
              <span className="block text-ink-soft">
                {roleNames[member.role]}, {member.email}
              </span>
            </Cell>
            <Cell>{box(member, "whenEnded", "when a run ends")}</Cell>
            <Cell>{box(member, "whenNeeded", "when a run needs somebody")}</Cell>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

"use client";
import { tenantRoles } from "@flit/core/permissions";
import type { SubmitEvent } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { inviteMember, listInvitations } from "./endpoints.ts";
import { roleInForm } from "./role-in-form.ts";
import { RoleSelect } from "./role-select.tsx";
import { SentLink } from "./sent-link.tsx";

/** Invites somebody by e-mail and role, then shows the link this once. */
export function InviteMember({ clinic, onClose }: { readonly clinic: string; readonly onClose: () => void }) {
  const invite = useAct(inviteMember, { refresh: [listInvitations] });
  const withProof = useProof();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { email: String(form.get("email")), role: roleInForm(form, "clinic-admin") };
    // The dialog says what went wrong.
    void withProof(() => invite.mutateAsync({ params: { clinic }, body })).catch(() => undefined);
  };
  if (invite.data) return <SentLink {...invite.data} isInvitation onClose={onClose} />;
  const problems = invite.error?.body.problems;
  return (
    <Dialog isOpen onClose={onClose} title="Invite somebody">
      <form onSubmit={submit} className="grid gap-4">
        {invite.error && problems === undefined && (
          <Notice tone="bad" title="Not invited">
            {invite.error.body.message}
          </Notice>
        )}
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          required
          maxLength={200}
          problem={problems?.email}
        />
        <RoleSelect label="Role" roles={tenantRoles} initial="clinic-admin" />
        <div className="flex flex-row-reverse flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={invite.isPending}>
            Invite
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

"use client";
import { tenantRoles } from "@flit/core/permissions";
import type { SubmitEvent } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useProof } from "../../ui/proof.tsx";
import { useToast } from "../../ui/toast.tsx";
import { me } from "../account/endpoints.ts";
import { changeRole, listMembers, type Member } from "./endpoints.ts";
import { roleInForm } from "./role-in-form.ts";
import { RoleSelect } from "./role-select.tsx";

/** Gives a member another role. */
export function ChangeRole({
  clinic,
  member,
  onClose,
}: {
  readonly clinic: string;
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const change = useAct(changeRole, { refresh: [listMembers, me] });
  const withProof = useProof();
  const toast = useToast();
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const role = roleInForm(new FormData(event.currentTarget), member.role);
    try {
      await withProof(() => change.mutateAsync({ params: { clinic, person: member.id }, body: { role } }));
      onClose();
      toast.done("Role changed.");
    } catch {
      // The dialog says why.
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={`Change the role of ${member.name}`}>
      <form onSubmit={submit} className="grid gap-4">
        <RoleSelect label="Role" roles={tenantRoles} initial={member.role} problem={change.error?.body.message} />
        <div className="flex flex-row-reverse flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={change.isPending}>
            Change role
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

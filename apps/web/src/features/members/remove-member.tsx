"use client";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useProof } from "../../ui/proof.tsx";
import { Notice } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { listInvitations, listMembers, type Member, removeMember } from "./endpoints.ts";

/** Takes somebody out of the clinic, after asking. */
export function RemoveMember({
  clinic,
  member,
  isMe,
  onClose,
}: {
  readonly clinic: string;
  readonly member: Member;
  readonly isMe: boolean;
  readonly onClose: () => void;
}) {
  const remove = useAct(removeMember, { refresh: [listMembers, listInvitations] });
  const withProof = useProof();
  const toast = useToast();
  const confirm = async () => {
    try {
      await withProof(() => remove.mutateAsync({ params: { clinic, person: member.id } }));
      if (isMe) window.location.assign("/");
      onClose();
      toast.done(`${member.name} was removed.`);
    } catch {
      // The dialog says why.
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isMe ? "Leave this clinic?" : `Remove ${member.name}?`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" isBusy={remove.isPending} onClick={() => void confirm()}>
            {isMe ? "Leave" : "Remove"}
          </Button>
        </>
      }
    >
      {remove.error && (
        <Notice tone="bad" title="Not removed">
          {remove.error.body.message}
        </Notice>
      )}
      <p>
        {isMe ? "You lose" : `${member.name} loses`} access at once, and open invitations {isMe ? "you" : "they"} sent
        are withdrawn. What was done stays in the log. A new invitation brings {isMe ? "you" : "them"} back.
      </p>
    </Dialog>
  );
}

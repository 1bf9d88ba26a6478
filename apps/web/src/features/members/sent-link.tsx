"use client";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/status.tsx";
import { LinkToCopy } from "./link-to-copy.tsx";

/** The link that was made, shown this once, and whether it went out by e-mail. */
export function SentLink({
  link,
  isMailed,
  isInvitation,
  onClose,
}: {
  readonly link: string;
  readonly isMailed: boolean;
  readonly isInvitation: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isMailed ? "Sent" : "Pass this link on"}
      actions={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Notice tone={isMailed ? "good" : "info"} title={isMailed ? "The e-mail is on its way." : "No e-mail was sent."}>
        {isMailed
          ? "If it does not arrive, pass the link on yourself."
          : "This installation sends none, or the mail server did not take it. Pass the link on yourself."}
      </Notice>
      <LinkToCopy
        label="Link"
        link={link}
        hint={
          isInvitation
            ? "It works once, for seven days, and is shown only now. Whoever opens it can join: send it to nobody else."
            : "It opens the step's page for your colleague after signing in."
        }
      />
    </Dialog>
  );
}

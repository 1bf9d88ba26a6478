"use client";
import { isAllowed, mayInviteAs, type Role, type TenantRole, tenantRoles, whoCan } from "@flit/core/permissions";
import { Send } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/status.tsx";
import { me } from "../account/endpoints.ts";
import { listInvitations, sendStep } from "./endpoints.ts";
import { roleInForm } from "./role-in-form.ts";
import { RoleSelect } from "./role-select.tsx";
import { SentLink } from "./sent-link.tsx";

interface Place {
  readonly clinic: string;
  readonly migration: string;
}

/** "Send this step to someone": a button for those who may, and the dialog behind it. */
export function SendStep({
  place,
  page,
  roles,
}: {
  readonly place: Place;
  /** The step's page, e.g. `dynamics`. */
  readonly page: string;
  /** Roles that can do the step: `permissions["dynamics.connect"]`. */
  readonly roles: readonly Role[];
}) {
  const account = useEndpoint(me, {});
  const [isOpen, setOpen] = useState(false);
  const mine = account.data?.clinics.find(({ id }) => id === place.clinic)?.role;
  if (mine === undefined || !isAllowed(mine, "step.send")) return null;
  const able = tenantRoles.filter((role) => roles.includes(role));
  return (
    <>
      <Button icon={<Send aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
        Send this step to someone
      </Button>
      {isOpen && (
        <SendStepDialog
          place={place}
          page={page}
          able={able}
          invitable={able.filter((role) => mayInviteAs(mine, role))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function SendStepDialog({
  place,
  page,
  able,
  invitable,
  onClose,
}: {
  readonly place: Place;
  readonly page: string;
  readonly able: readonly TenantRole[];
  /** Those the sender may bring somebody in as. */
  readonly invitable: readonly TenantRole[];
  readonly onClose: () => void;
}) {
  const act = useAct(sendStep, { refresh: [listInvitations] });
  // Not the owner's role, where another one will do.
  const initial = invitable.find((role) => role !== "owner") ?? invitable[0] ?? able[0] ?? "clinic-admin";
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    act.mutate({ params: place, body: { page, email: String(form.get("email")), role: roleInForm(form, initial) } });
  };
  if (act.data) return <SentLink {...act.data} isInvitation={act.data.colleague === null} onClose={onClose} />;
  return (
    <Dialog isOpen onClose={onClose} title="Send this step to someone">
      <form onSubmit={submit} className="grid gap-4">
        {act.error && (
          <Notice tone="bad" title="Not sent">
            {act.error.body.message}
          </Notice>
        )}
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          required
          maxLength={200}
          hint="Colleagues who work here get the page's address; somebody new gets an invitation."
          problem={act.error?.body.problems?.email}
        />
        {invitable.length > 0 ? (
          <RoleSelect label="Role of somebody new" roles={invitable} initial={initial} />
        ) : (
          <p className="text-ink-soft">
            You can send it to colleagues. Somebody new is invited by an owner, under Members (
            {whoCan("members.manage")}).
          </p>
        )}
        <div className="flex flex-row-reverse flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={act.isPending}>
            Send
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

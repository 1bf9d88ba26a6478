import type { Actor, Invitation } from "@flit/core/identity";
import { roleNames, type TenantRole } from "@flit/core/permissions";
import { sendMail } from "../mail.ts";
import type { WebProduct } from "../product.ts";

/** An invitation that was made. The link is shown once: only its hash is kept. */
export interface SentInvitation {
  readonly invitation: Invitation;
  readonly link: string;
  /** Whether our mail server took it; else the link has to be passed on by hand. */
  readonly isMailed: boolean;
}

/**
 * Invites somebody to a clinic, and to one step of a migration when `ask` names it; logged by the identity store. Who
 * may invite whom is the caller's to check.
 */
export async function sendInvitation(
  product: Pick<WebProduct, "env" | "log" | "identity">,
  given: {
    readonly clinic: { readonly id: string; readonly name: string };
    readonly email: string;
    readonly role: TenantRole;
    readonly by: Actor;
    readonly ask: { readonly migrationId: string; readonly step: string; readonly title: string } | null;
  },
): Promise<SentInvitation> {
  const { clinic, email, role, by, ask } = given;
  const { token, invitation } = await product.identity.invitations.invite({
    tenantId: clinic.id,
    email,
    role,
    migrationId: ask?.migrationId ?? null,
    step: ask?.step ?? null,
    by,
  });
  // In the fragment: browsers send it to no server and into no referrer.
  const link = `${new URL("/invitation", product.env.FLIT_URL)}#${token}`;
  const isMailed = await sendMail(product, {
    to: invitation.email,
    subject: `${clinic.name}: invitation to FlitStack`,
    text: [
      `${by.personName} invites you to ${clinic.name} on FlitStack, as ${roleNames[role]}.`,
      ...(ask === null ? [] : [`You are asked to do one step: ${ask.title}.`]),
      `Open this link to accept. It works once, for seven days:\n${link}`,
      "FlitStack moves a clinic from Cliniko into Microsoft Dynamics 365 Sales. If you did not expect this, ignore it.",
    ].join("\n\n"),
  });
  return { invitation, link, isMailed };
}

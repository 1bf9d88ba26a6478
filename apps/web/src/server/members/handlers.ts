import type { Actor, SignedIn } from "@flit/core/identity";
import type { memberEndpoints } from "../../features/members/endpoints.ts";
import { stepOf } from "../clinics/steps.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { sendInvitation } from "./send-invitation.ts";
import { sendStep } from "./send-step.ts";

/** Closed invitations shown beside the open ones; the log has them all. */
const closedShown = 20;

/** Members of a clinic and invitations to it. */
export const memberHandlers: Handlers<typeof memberEndpoints> = {
  listMembers: async ({ clinic, who, product }) => ({
    me: who.person.id,
    role: actorIn(clinic, who).role,
    members: (await product.identity.members.members(clinic)).map(({ person, role, since }) => ({
      id: person.id,
      name: person.name,
      email: person.email,
      role,
      since,
      isGuarded: person.hasTotp || !person.hasPassword,
    })),
  }),

  changeRole: async ({ clinic, params, body, who, product }) => {
    const by = actorIn(clinic, who);
    await product.identity.members.setRole({ tenantId: clinic, personId: params.person, role: body.role, by });
    return { role: body.role };
  },

  removeMember: async ({ clinic, params, who, product }) => {
    await product.identity.members.remove({ tenantId: clinic, personId: params.person, by: actorIn(clinic, who) });
    return { isRemoved: true };
  },

  listInvitations: async ({ clinic, product }) => {
    const all = await product.identity.invitations.listInvitations(clinic);
    const open = all.filter(({ state }) => state === "open");
    const closed = all.filter(({ state }) => state !== "open");
    return {
      invitations: [...open, ...closed.slice(0, closedShown)].map((one) => ({
        ...one,
        step: stepOf(one.step)?.title ?? null,
      })),
      olderCount: Math.max(0, closed.length - closedShown),
    };
  },

  inviteMember: async ({ clinic, body, who, product }) => {
    const members = await product.identity.members.members(clinic);
    const known = members.find(({ person }) => person.email === body.email.toLowerCase());
    if (known)
      throw new Problem(409, "works-here", `${known.person.name} works here already. Change the role in the list.`, {
        email: `${known.person.name} works here already.`,
      });
    return sendInvitation(product, {
      clinic: { id: clinic, name: nameIn(clinic, who) },
      email: body.email,
      role: body.role,
      by: actorIn(clinic, who),
      ask: null,
    });
  },

  withdrawInvitation: async ({ clinic, params, who, product }) => {
    const by = actorIn(clinic, who);
    if (!(await product.identity.invitations.withdraw({ tenantId: clinic, id: params.invitation, by })))
      throw new Problem(
        409,
        "not-open",
        "This invitation is not open any more: it was used, withdrawn or has expired.",
      );
    return { isWithdrawn: true };
  },

  sendStep: async (call) =>
    sendStep(call, { clinicName: nameIn(call.clinic, call.who), by: actorIn(call.clinic, call.who) }),
};

/** Who does it, as members are changed by. Staff are no members: the permission table keeps them out before. */
function actorIn(clinic: string, { person, memberships }: SignedIn): Actor {
  const member = memberships.find(({ tenantId }) => tenantId === clinic);
  if (!member) throw new Problem(403, "not-allowed", "Only members of this clinic can do this.");
  return { personId: person.id, personName: person.name, role: member.role };
}

function nameIn(clinic: string, { memberships }: SignedIn): string {
  return memberships.find(({ tenantId }) => tenantId === clinic)?.tenantName ?? "";
}

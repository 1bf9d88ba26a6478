import type { Actor } from "@flit/core/identity";
import { isAllowed, mayInviteAs, roleNames, whoCan } from "@flit/core/permissions";
import type { sendStep as endpoint } from "../../features/members/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import { pageOfStep } from "../clinics/page-of-step.ts";
import { stepOf } from "../clinics/steps.ts";
import type { Handler } from "../handler.ts";
import { sendMail } from "../mail.ts";
import { Problem } from "../problem.ts";
import { sendInvitation } from "./send-invitation.ts";

type Call = Parameters<Handler<typeof endpoint>>[0];

/** Asks a colleague, or somebody new, to do a step. Nobody is asked for what their role does not allow. */
export async function sendStep(
  { clinic, params, body, store, product, log }: Call,
  { clinicName, by }: { readonly clinicName: string; readonly by: Actor },
): ReturnType<Handler<typeof endpoint>> {
  const step = stepOf(body.page);
  if (!step) throw new Problem(404, "not-found", "A migration has no such step.");
  await store.transact((tx) => migrationOf(tx, params.migration));
  const members = await product.identity.members.members(clinic);
  const colleague = members.find(({ person }) => person.email === body.email.toLowerCase());
  const role = colleague?.role ?? body.role;
  if (!isAllowed(role, step.permission)) {
    const words = colleague
      ? `${colleague.person.name} works here as ${roleNames[role]}, which does not allow this step. An owner can change the role under Members.`
      : `${roleNames[role]} does not allow this step. ${whoCan(step.permission)} can do it.`;
    throw new Problem(409, "cannot-do-step", words);
  }
  if (colleague) {
    const { id, name, email } = colleague.person;
    const link = new URL(pageOfStep(clinic, params.migration, step.page), product.env.FLIT_URL).href;
    await store.transact((tx) => log(tx, { step: step.page, person: id }));
    const isMailed = await sendMail(product, {
      to: email,
      subject: `${clinicName}: ${step.title}`,
      text: `${by.personName} asks you to do a step of the migration in FlitStack: ${step.title}.\n\n${link}`,
    });
    return { link, isMailed, colleague: name };
  }
  if (!mayInviteAs(by.role, role)) {
    throw new Problem(
      403,
      "not-allowed",
      `As ${roleNames[by.role]} you cannot bring somebody in as ${roleNames[role]}. Ask an owner to do it under Members.`,
    );
  }
  const made = await sendInvitation(product, {
    clinic: { id: clinic, name: clinicName },
    email: body.email,
    role,
    by,
    ask: { migrationId: params.migration, step: step.page, title: step.title },
  });
  await store.transact((tx) => log(tx, { step: step.page, invitation: made.invitation.id, role }));
  return { link: made.link, isMailed: made.isMailed, colleague: null };
}

import { type Mail, sendMail as send } from "@flit/worker/mail";
import type { WebProduct } from "./product.ts";

/**
 * Sends an e-mail by the installation's SMTP server. False when there is none, or it did not take it: what is mailed
 * can always be passed on by hand, so this never fails what it is part of.
 */
export async function sendMail({ env, log }: Pick<WebProduct, "env" | "log">, mail: Mail): Promise<boolean> {
  if (env.SMTP_URL === undefined) return false;
  const failure = await send({ url: env.SMTP_URL, from: env.SMTP_FROM }, mail);
  if (failure !== null) log.warn({ code: failure }, "e-mail not sent");
  return failure === null;
}

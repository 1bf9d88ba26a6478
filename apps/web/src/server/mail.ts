import { createTransport } from "nodemailer";
import type { WebProduct } from "./product.ts";

/** A plain-text e-mail. It leaves the installation: no patient value may stand in it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const timeoutMs = 10_000;

/**
 * Sends an e-mail by the installation's SMTP server. False when there is none, or it did not take it: what is mailed
 * can always be passed on by hand, so this never fails what it is part of.
 */
export async function sendMail({ env, log }: Pick<WebProduct, "env" | "log">, mail: Mail): Promise<boolean> {
  if (env.SMTP_URL === undefined) return false;
  const url = new URL(env.SMTP_URL);
  for (const limit of ["connectionTimeout", "greetingTimeout", "socketTimeout"])
    url.searchParams.set(limit, String(timeoutMs));
  const transport = createTransport(url.href);
  try {
    await transport.sendMail({ from: env.SMTP_FROM, ...mail });
    return true;
  } catch (error) {
    log.warn({ code: error instanceof Error && "code" in error ? String(error.code) : "unknown" }, "e-mail not sent");
    return false;
  } finally {
    transport.close();
  }
}

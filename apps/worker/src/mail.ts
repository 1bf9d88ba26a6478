import { createTransport } from "nodemailer";

/** A plain-text e-mail. It leaves the installation: no patient value may stand in it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The installation's mail server. */
export interface MailServer {
  /** `smtps://user:password@host`. */
  readonly url: string;
  readonly from: string;
}

const timeoutMs = 10_000;

/** Sends an e-mail; answers null when the server took it, else a code of what went wrong. */
export async function sendMail(server: MailServer, mail: Mail): Promise<string | null> {
  const url = new URL(server.url);
  for (const limit of ["connectionTimeout", "greetingTimeout", "socketTimeout"])
    url.searchParams.set(limit, String(timeoutMs));
  const transport = createTransport(url.href);
  try {
    await transport.sendMail({ from: server.from, ...mail });
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "mail-failed";
  } finally {
    transport.close();
  }
}

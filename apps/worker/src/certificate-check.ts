import type { ConnectionCheck } from "@flit/core/connection-check";

const dayMs = 86_400_000;
/** Enough to have a new one made and approved. */
const warnDays = 60;

/** Whether the certificate is valid for long enough to finish a migration. */
export function certificateCheck(expiresAt: string, now: number): ConnectionCheck {
  const days = Math.floor((Date.parse(expiresAt) - now) / dayMs);
  const check = { key: "dynamics.certificate", title: "Validity of the certificate" };
  const date = expiresAt.slice(0, 10);
  const renew = "Make a new certificate, upload its public half to the app registration and enter the new one here.";
  if (days < 0) return { ...check, verdict: "fail", found: `It expired on ${date}.`, whatToDo: renew };
  if (days < warnDays)
    return { ...check, verdict: "warning", found: `It expires on ${date}, in ${days} days.`, whatToDo: renew };
  return { ...check, verdict: "pass", found: `Valid until ${date}.`, whatToDo: "" };
}

import { acceptHints, requireFallbackOwner } from "@flit/engine/choose-owners";
import { matchOwners } from "@flit/engine/match-owners";
import type { Job } from "../job.ts";

/** Matches practitioners to Dynamics users and names the fallback owner. */
export async function owners(job: Job): Promise<void> {
  const { terminal, config } = job;
  terminal.heading("Owners");
  const context = await job.open();
  const users = await context.destination.users();
  const named = users.find((user) => user.email?.toLowerCase() === config.fallbackOwner.toLowerCase());
  const fallback = requireFallbackOwner(named, config.fallbackOwner);
  await job.setOption("fallbackOwnerId", fallback.id);
  let resolved = await matchOwners(context);
  const hints = resolved.filter((owner) => owner.how === "hint").length;
  if (hints > 0 && (await acceptsHints(job, hints))) {
    const { chosenOwners } = await job.decided();
    await job.setOption("chosenOwners", acceptHints(resolved, chosenOwners));
    resolved = await matchOwners(context);
  }
  job.changed();
  const unresolved = resolved.filter((owner) => owner.userId === null);
  terminal.line(`${resolved.length - unresolved.length} of ${resolved.length} practitioners are Dynamics users.`);
  if (unresolved.length > 0) {
    terminal.line(
      `Unresolved, owned by ${config.fallbackOwner}: Cliniko practitioners ${unresolved.map(({ practitionerId, why }) => `${practitionerId}${why ? ` (${why})` : ""}`).join(", ")}`,
    );
  }
}

/** A user with the practitioner's name and mail domain is a hint: a person says whether they are the same. */
async function acceptsHints({ config, terminal }: Job, count: number): Promise<boolean> {
  if (config.approve === "auto") return true;
  return (
    (await terminal.ask(`${count} practitioners have the name of a user in their mail domain. Same people?`)) === true
  );
}

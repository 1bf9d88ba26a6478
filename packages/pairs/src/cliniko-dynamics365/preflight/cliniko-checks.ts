import { blocking, type Check, check, type PreflightInputs, pass, warning } from "./check.ts";
import { filesTime, readingTime } from "./durations.ts";

/** What Cliniko's API does not show at all. */
export const notExposed: readonly string[] = [
  "Body chart drawings",
  "payments and balances",
  "letters",
  "the wait list",
  "the text of message templates",
];

/** Lists without which the ten objects cannot be complete. */
const neededObjects = [
  "patients",
  "practitioners",
  "individual_appointments",
  "group_appointments",
  "attendees",
  "appointment_types",
  "businesses",
  "treatment_notes",
  "invoices",
  "invoice_items",
  "contacts",
];

/** What can be wrong on Cliniko's side. */
export const clinikoChecks: readonly Check[] = [
  check("cliniko-role", "Role of the Cliniko key", "Create the key as an administrator.", ({ source }) =>
    source.isComplete && source.role === "administrator"
      ? pass(`The key belongs to the role ${source.role}.`)
      : warning(`The key belongs to the role ${source.role}, which may not see everything, even in lists it can read.`),
  ),
  check(
    "cliniko-readable",
    "Lists the key can read",
    "Use an administrator's key, or accept that these lists stay behind.",
    ({ source }) => {
      const hidden = source.objects.filter(({ isReadable }) => !isReadable).map(({ object }) => object);
      if (hidden.length === 0) return pass("Every list can be read.");
      const why = `Not readable, which is not the same as empty: ${hidden.join(", ")}.`;
      return hidden.some((object) => neededObjects.includes(object)) ? blocking(why) : warning(why);
    },
  ),
  check(
    "inactive-practitioners",
    "Former practitioners",
    "Their records go to the fallback owner unless you name somebody.",
    ({ inactivePractitioners }) =>
      inactivePractitioners === 0
        ? pass("All practitioners are active.")
        : warning(`${inactivePractitioners} practitioners are inactive; old appointments and notes are theirs.`),
  ),
  check("removed-records", "Archived, cancelled and merged records", "Nothing.", (inputs) => pass(removedWhy(inputs))),
  check(
    "extraction-time",
    "Time to read Cliniko",
    "Start in the evening; the clinic keeps working meanwhile.",
    (inputs) => {
      const minutes = readingTime(inputs).minutes + filesTime(inputs).minutes;
      const why = `About ${minutes} minutes, files included; ${readingTime(inputs).limitedBy} set the pace.`;
      return minutes > 12 * 60 ? warning(why) : pass(why);
    },
  ),
  check(
    "not-in-api",
    "What Cliniko's API does not show",
    "Export these by hand in Cliniko: patients' export (account balance), reports of payments, letters as PDF.",
    () => warning(`${notExposed.slice(0, -1).join(", ")} and ${notExposed.at(-1)}.`),
  ),
  check("form-templates", "Templates of forms", "Rebuild the forms that are still used; keep a print of each.", () =>
    warning("Configurations of form templates cannot be exported."),
  ),
  check("old-appointments", "Old appointments list", "Nothing.", () =>
    pass("The list /appointments, which leaves out groups, is not used."),
  ),
];

function removedWhy({ staged, mergedPatients }: PreflightInputs): string {
  const removed = staged.filter((one) => one.removed > 0).map(({ object, removed }) => `${removed} ${object}`);
  const merged = mergedPatients === null ? "" : ` ${mergedPatients} patients were merged into others.`;
  return removed.length === 0
    ? `None was found.${merged}`
    : `Included, marked as such: ${removed.join(", ")}.${merged}`;
}

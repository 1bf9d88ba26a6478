import { blocking, type Check, check, pass, plannedWrites, warning } from "./check.ts";
import { writingTime } from "./durations.ts";

/** Custom tables the licence of Sales Professional includes. */
const professionalTables = 15;
/** Requests of 24 hours every tenant has for its application users. */
const dailyRequests = 500_000;
/** What can be wrong on Dynamics' side. */
export const dynamicsChecks: readonly Check[] = [
  check(
    "privileges",
    "What the application user may do",
    "Give the application user a role that creates these tables and columns, e.g. System Administrator for the migration.",
    ({ maps, live }) => {
      const refused = maps.flatMap((map) =>
        map.fields
          .filter(({ column }) => live.tables[map.target.table]?.columns[column]?.isCreatable === false)
          .map(({ column }) => `${map.target.table}.${column}`),
      );
      return refused.length === 0
        ? pass("Every mapped column that exists can be written. Rights on rows show when the sample is loaded.")
        : blocking(`Not writable: ${[...new Set(refused)].join(", ")}.`);
    },
  ),
  check(
    "custom-tables",
    "Number of custom tables",
    "With Sales Professional, remove tables or take Sales Enterprise; the limit is contractual.",
    ({ live, plan }) => {
      const planned = plan.items.filter(({ verdict, step }) => verdict === "create" && step.kind === "table").length;
      const total = live.customTables + planned;
      const why = `${live.customTables} now and ${planned} planned; Sales Professional includes ${professionalTables}.`;
      return total > professionalTables ? warning(why) : pass(why);
    },
  ),
  check("schema", "Tables, columns and keys", "Settle these points of the schema plan first.", ({ plan }) => {
    const stuck = plan.items.filter(({ verdict }) => verdict === "blocked");
    const create = plan.items.filter(({ verdict }) => verdict === "create").length;
    return stuck.length > 0
      ? blocking(
          `${stuck.length} points are blocked: ${stuck
            .slice(0, 10)
            .map(({ key }) => key)
            .join(", ")}.`,
        )
      : pass(`${create} to create before the first row is written; keys are awaited.`);
  }),
  check(
    "price-list-unit",
    "Unit for products",
    "Create the default unit group in the product catalogue settings.",
    ({ live, maps }) =>
      live.unit === null && maps.some((map) => map.target.table === "product")
        ? blocking("The environment has no base unit, and products need one.")
        : pass("A base unit exists."),
  ),
  check(
    "request-entitlement",
    "Requests of 24 hours",
    "Spread the run over several days or ask for more capacity.",
    (inputs) => {
      const writes = plannedWrites(inputs);
      const why = `About ${writes} writes are planned; a tenant has ${dailyRequests} a day and more per licence.`;
      return writes > dailyRequests ? warning(why) : pass(why);
    },
  ),
  check("load-time", "Time to write", "Nothing: the run waits when Dataverse asks for it.", (inputs) =>
    pass(`About ${writingTime(inputs).minutes} minutes; ${writingTime(inputs).limitedBy} set the pace.`),
  ),
  check(
    "owners",
    "Owners of records",
    "Name a user for each, create the user, or leave the records to the fallback owner.",
    ({ owners, users }) => {
      const unresolved = owners.filter(({ how }) => how === "unresolved" || how === "hint").length;
      const usable = new Set(users.filter(({ isEnabled, hasRole }) => isEnabled && hasRole).map(({ id }) => id));
      const unusable = owners.filter(({ userId }) => userId !== null && !usable.has(userId)).length;
      if (unusable > 0) return blocking(`${unusable} practitioners lead to users who are disabled or hold no role.`);
      return unresolved > 0
        ? warning(`${unresolved} practitioners have no user.`)
        : pass("Every practitioner has an enabled user.");
    },
  ),
  check(
    "side-effects",
    "Rules and flows that would fire",
    "Switch off duplicate detection on e-mail, flows, plug-ins and mailbox synchronisation of these tables until the run is over.",
    ({ maps }) =>
      warning(
        `Nobody may be messaged. Tables written: ${[...new Set(maps.map((map) => map.target.table))].join(", ")}.`,
      ),
  ),
  check("storage", "Storage", "Look at the capacity page of the admin centre.", (inputs) => {
    const megabytes = Math.ceil((plannedWrites(inputs) * 4) / 1024);
    const why = `Rows take about ${megabytes} MB of database; files go to SharePoint.`;
    return megabytes > 8 * 1024 ? warning(why) : pass(why);
  }),
  check("price-change", "Licence prices", "Ask your licence partner.", () =>
    warning("Prices of Sales Enterprise and Premium rose in October 2024 and apply from the next renewal."),
  ),
];

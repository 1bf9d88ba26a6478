/**
 * Tables whose rows Dynamics adds up into another row, and the lookup that names it: whenever one is written or deleted,
 * the platform writes to that row as well, in the name of whoever did.
 */
export const summedInto = {
  opportunityproduct: { table: "opportunity", column: "opportunityid" },
} as const;

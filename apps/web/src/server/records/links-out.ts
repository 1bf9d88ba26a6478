/** Tables whose rows have no form of their own: Dynamics opens them with the row they belong to. */
const withoutForm = new Set(["annotation", "productpricelevel", "file"]);

/**
 * Address of a row in Dynamics, as Microsoft documents it for model-driven apps. Cliniko documents none for its records,
 * and guessing one would send people nowhere.
 */
export function dynamicsLink(environment: string | null, table: string, rowId: string): string | null {
  if (environment === null || withoutForm.has(table)) return null;
  const { protocol, host } = new URL(environment);
  const query = new URLSearchParams({ pagetype: "entityrecord", etn: table, id: rowId });
  // The API may be reached at a host of its own; people work at the other one.
  return `${protocol}//${host.replace(".api.crm", ".crm")}/main.aspx?${query}`;
}

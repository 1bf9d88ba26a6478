/** Pages of a migration that are no step of its way: they are there at any time. */
export const alwaysPages: readonly { readonly page: string; readonly title: string }[] = [
  { page: "knowledge", title: "What the AI knew" },
  { page: "records", title: "Records" },
  { page: "reports", title: "Reports" },
  { page: "rollback", title: "Roll back" },
];

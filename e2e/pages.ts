import type { Role } from "./fixtures.ts";
import type { Place } from "./places.ts";

/** A page as it is looked at: by whom, and in which migration. */
export interface LookedAt {
  /** Names the page in test titles and file names. */
  readonly name: string;
  readonly role: Role | null;
  /** `empty`: a migration just begun; `full`: one that went as far as it goes; null: outside migrations. */
  readonly needs: Place["kind"] | null;
  path(place: Place): string;
  /** Whether docs/screens shows it. */
  readonly isShown?: true;
}

const step = (page: string) => (place: Place) =>
  `/clinics/${place.clinic}/migrations/${place.migration}${page === "" ? "" : `/${page}`}`;

/** Every page of the product, with and without content. A new page is added here and nowhere else. */
export const pages: readonly LookedAt[] = [
  { name: "sign-in", role: null, needs: null, path: () => "/sign-in" },
  { name: "migrations", role: "owner", needs: null, path: () => "/", isShown: true },
  { name: "migrations-of-nobody", role: "staff", needs: null, path: () => "/" },
  { name: "overview-empty", role: "owner", needs: "empty", path: step("") },
  { name: "overview", role: "clinic-admin", needs: "full", path: step(""), isShown: true },
  { name: "audit-empty", role: "owner", needs: "empty", path: step("audit") },
  { name: "audit", role: "clinic-admin", needs: "full", path: step("audit"), isShown: true },
  { name: "audit-masked", role: "auditor", needs: "full", path: step("audit") },
];

/** The path of a migration's page; an empty step is the overview. */
export function pageOfStep(clinic: string, migration: string, step: string): string {
  return `/clinics/${clinic}/migrations/${migration}${step === "" ? "" : `/${step}`}`;
}

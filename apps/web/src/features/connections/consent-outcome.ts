const words: Readonly<Record<string, string>> = {
  declined: "You chose Cancel at Microsoft. Nothing was changed; sign in again, or use a secret or certificate.",
  "other-session": "This sign-in was begun in another browser or session. Begin it again here.",
  "not-allowed": "Your role does not allow this any more. Ask the owner of the clinic's account.",
  "other-organisation":
    "You signed in to another organisation than the one this migration has read and planned for. Use the same one, or start another migration.",
  "0x80072560":
    "Your account is no user of this environment. Ask its administrator to add you, or sign in as somebody else.",
  "0x80042f09": "Your account holds no security role in this environment. Ask its administrator for the role below.",
};

/** Why coming back from Microsoft did not connect anything. */
export function consentProblem(outcome: string): string {
  return (
    words[outcome] ?? `Microsoft did not complete the sign-in (${outcome}). Try again, or use a secret or certificate.`
  );
}

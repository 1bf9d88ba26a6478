/** Codes of what keeps a planned pass from starting, in words. */
const words: Readonly<Record<string, string>> = {
  "not-read": "Cliniko was never read. Run the audit.",
  "not-connected": "A platform is not connected any more. Connect it again.",
  unauthorised: "A platform refused the sign-in. Renew the key or secret under Connections.",
  forbidden: "A platform refused a right. Look at the permissions under Connections.",
  timeout: "A platform did not answer in time. It is tried again in a few minutes.",
};

/** What kept a planned pass from starting, and what to do. */
export function troubleWords(code: string): string {
  return words[code] ?? `It could not be started (${code}). It is tried again in a few minutes.`;
}

/** What Entra ID's refusals mean and what to do. Source: Microsoft's AADSTS error code reference. */
const explanations: Readonly<Record<string, readonly [found: string, whatToDo: string]>> = {
  AADSTS7000215: [
    "The client secret is wrong.",
    "Copy the secret's value, not its ID; if it is no longer shown, make a new one under Certificates & secrets.",
  ],
  AADSTS7000222: [
    "The client secret has expired.",
    "Make a new secret under Certificates & secrets of the app registration and enter its value here.",
  ],
  AADSTS7000218: ["No client secret or certificate was given.", "Enter the client secret, or use a certificate."],
  AADSTS700027: [
    "The certificate is not one of this application's.",
    "Upload the certificate's public half to the app registration, or use the one that is there.",
  ],
  AADSTS700016: [
    "This tenant knows no application with this client ID.",
    "Compare the application (client) ID and the tenant ID with the app registration's overview page.",
  ],
  AADSTS90002: [
    "There is no tenant with this ID.",
    "Copy the directory (tenant) ID from the app registration's overview page.",
  ],
  AADSTS65001: [
    "Nobody has agreed that the application may act for them.",
    "Sign in with Microsoft again, or ask your Entra administrator to grant consent.",
  ],
  AADSTS700082: ["The sign-in with Microsoft has expired.", "Sign in with Microsoft again."],
  AADSTS50173: ["The person who signed in has a new password.", "Sign in with Microsoft again."],
  AADSTS9002313: ["The sign-in with Microsoft counts no more.", "Sign in with Microsoft again."],
  AADSTS500011: [
    "The environment does not belong to this tenant.",
    "Check the environment's address, and that the app registration stands in the same tenant.",
  ],
  AADSTS53003: [
    "A Conditional Access policy blocks the application.",
    "Ask your Entra administrator to allow this application in the policy for workload identities.",
  ],
};

/** A refused token in words. */
export function explainToken(code: string): { readonly found: string; readonly whatToDo: string } {
  const [found, whatToDo] = explanations[code] ?? [
    "Entra ID refused the application.",
    "Look the code up in Microsoft's list of AADSTS error codes.",
  ];
  return { found: `${found} (${code})`, whatToDo };
}

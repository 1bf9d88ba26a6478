import type { EntraClient } from "./client-assertion.ts";
import type { ConsentRequest, EntraPerson } from "./consents.ts";
import { EntraError } from "./entra-error.ts";

/** Reads a request to the authorize endpoint. Throws EntraError when there is no address to send an answer to. */
export function readAuthorizeRequest(query: URLSearchParams, clients: readonly EntraClient[]): ConsentRequest {
  const clientId = query.get("client_id") ?? "";
  const client = clients.find((known) => known.clientId === clientId.toLowerCase());
  if (client === undefined) throw new EntraError("client", `Application with identifier '${clientId}' was not found.`);
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!(client.redirectUris ?? []).some((known) => isSameAddress(known, redirectUri)))
    throw new EntraError(
      "redirect",
      "The redirect URI specified in the request does not match those configured for the application.",
    );
  if (query.get("response_type") !== "code")
    throw new EntraError("responseType", "The response type is not supported.");
  const challenge = query.get("code_challenge");
  if (challenge !== null && query.get("code_challenge_method") !== "S256")
    throw new EntraError("challenge", "The code challenge method is not supported.");
  return {
    client,
    redirectUri,
    scope: query.get("scope") ?? "",
    state: query.get("state"),
    nonce: query.get("nonce"),
    challenge,
  };
}

/** Exactly the registered address; for the loopback address the port does not count. Source: redirect URI restrictions. */
function isSameAddress(known: string, given: string): boolean {
  if (known === given) return true;
  if (!URL.canParse(given)) return false;
  const [a, b] = [new URL(known), new URL(given)];
  const isLoopback = a.hostname === "127.0.0.1" || a.hostname === "localhost";
  return (
    isLoopback && a.hostname === b.hostname && a.protocol === b.protocol && a.pathname === b.pathname && b.search === ""
  );
}

/** Where the browser goes with the answer. */
export function answerAddress(
  { redirectUri, state }: Pick<ConsentRequest, "redirectUri" | "state">,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, ...(state !== null && { state }) }))
    url.searchParams.set(name, value);
  return url.href;
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The page that asks somebody whether the application may act for them. */
export function consentPage(path: string, { client, scope }: ConsentRequest, person: EntraPerson): string {
  const wanted = scope.split(/\s+/).filter((one) => one !== "");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Permissions requested</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Permissions requested</h1><p>Sandbox of Microsoft Entra ID. Signed in as ${escaped(person.email)}.</p>
<p>The application ${escaped(client.clientId)} would like to:</p><ul>${wanted.map((one) => `<li>${escaped(one)}</li>`).join("")}</ul>
<form method="post" action="${escaped(path)}"><button name="decision" value="accept">Accept</button>
<button name="decision" value="cancel">Cancel</button></form></main></body></html>`;
}

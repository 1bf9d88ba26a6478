import { environmentRoot } from "@flit/connectors/dynamics/client";
import { beginConsent, type Consent, finishConsent, type PendingConsent } from "@flit/connectors/http/consent";

/** The installation's own app registration, which people of any organisation can let act for them. */
export interface ConsentApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl?: string | undefined;
  readonly redirectUri: string;
  readonly allowLocal: boolean;
}

export type { Consent, PendingConsent };

/** Where somebody goes to let the application act for them in an environment. Throws Refusal for a foreign address. */
export async function askConsent(application: ConsentApplication, environmentUrl: string) {
  const { redirectUri, allowLocal } = application;
  const resource = environmentRoot({ url: environmentUrl, allowLocal });
  return beginConsent(entraApplication(application), { resource, redirectUri }, allowLocal);
}

/** What somebody who came back agreed to. Throws Fault. */
export async function takeConsent(
  application: ConsentApplication,
  environmentUrl: string,
  returned: { readonly code: string; readonly pending: PendingConsent },
): Promise<Consent> {
  const { redirectUri, allowLocal } = application;
  const resource = environmentRoot({ url: environmentUrl, allowLocal });
  return finishConsent(entraApplication(application), { ...returned, resource, redirectUri }, allowLocal);
}

function entraApplication({ clientId, clientSecret, authorityUrl }: ConsentApplication) {
  return { tenantId: "organizations", clientId, clientSecret, ...(authorityUrl && { authorityUrl }) };
}

import { Refusal } from "@flit/core/refusal";

/** Hosts of the real platforms; nothing else is called unless the installation allows local stand-ins. */
export const platformHosts = {
  cliniko: /^api\.[a-z]{2}\d{1,2}\.cliniko\.com$/,
  dynamics: /^[a-z0-9][a-z0-9-]{0,62}\.(api\.)?crm([0-9]{1,2})?\.dynamics\.com$/,
  entra: /^login\.(microsoftonline\.com|microsoftonline\.us|partner\.microsoftonline\.cn)$/,
  graph: /^graph\.microsoft\.com$/,
  sharepoint: /^[a-z0-9][a-z0-9-]{0,62}\.sharepoint\.com$/,
} as const;

export type PlatformHost = keyof typeof platformHosts;

/** Whether a URL may be called as one of these platforms. Local stand-ins may use http and any port. */
export function isAllowedUrl(url: URL, hosts: readonly PlatformHost[], allowLocal: boolean): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (allowLocal) return url.protocol === "https:" || url.protocol === "http:";
  return url.protocol === "https:" && url.port === "" && hosts.some((host) => platformHosts[host].test(url.hostname));
}

/** Reads the address a person configured, without a trailing slash. Throws Refusal. */
export function platformUrl(text: string, host: PlatformHost, allowLocal: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isAllowedUrl(url, [host], allowLocal)) {
    throw new Refusal("host-not-allowed", `The ${host} address is not one of the platform's own: check it.`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

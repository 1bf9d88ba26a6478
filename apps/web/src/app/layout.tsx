import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../ui/providers.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "FlitStack", template: "%s · FlitStack" },
  description: "Moves a clinic from Cliniko into Microsoft Dynamics 365 Sales.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** Read at each request: the nonce is new each time. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  const theme = (await cookies()).get("theme")?.value;
  return (
    <html lang="en-AU" data-theme={theme === "dark" || theme === "light" ? theme : undefined} suppressHydrationWarning>
      <head>
        {/* Before the first paint: the system decides unless the person has chosen. */}
        <script
          nonce={nonce}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours.
          dangerouslySetInnerHTML={{
            __html:
              "document.documentElement.dataset.theme ||= matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'",
          }}
        />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}

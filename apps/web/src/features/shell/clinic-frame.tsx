"use client";
import { isAllowed } from "@flit/core/permissions";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { me } from "../account/endpoints.ts";
import { TopBar } from "./top-bar.tsx";

/** Around the pages that concern a clinic as a whole: which one it is, and the way between them. */
export function ClinicFrame({ clinic, children }: { readonly clinic: string; readonly children: ReactNode }) {
  const account = useEndpoint(me, {});
  const path = usePathname();
  const here = account.data?.clinics.find(({ id }) => id === clinic);
  const pages = [
    { href: "/", title: "Migrations", isShown: true },
    { href: `/clinics/${clinic}/members`, title: "Members", isShown: here !== undefined },
    { href: `/clinics/${clinic}/messages`, title: "Messages", isShown: here !== undefined },
    {
      href: `/clinics/${clinic}/knowledge`,
      title: "What the AI knew",
      isShown: here !== undefined && isAllowed(here.role, "map.read"),
    },
    { href: `/clinics/${clinic}/log`, title: "Log", isShown: here !== undefined && isAllowed(here.role, "log.read") },
  ];
  return (
    <>
      <TopBar>
        <span className="min-w-0 truncate font-medium">{here?.name}</span>
      </TopBar>
      <nav aria-label="Pages of the clinic" className="border-b border-line bg-surface">
        <ul className="mx-auto flex w-full max-w-6xl flex-wrap gap-x-1 px-2">
          {pages
            .filter(({ isShown }) => isShown)
            .map(({ href, title }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={path === href ? "page" : undefined}
                  className={clsx(
                    "block border-b-2 px-3 py-2.5 whitespace-nowrap",
                    path === href
                      ? "border-accent font-medium text-ink"
                      : "border-transparent text-ink-soft hover:text-ink",
                  )}
                >
                  {title}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <main id="content" className="mx-auto w-full max-w-6xl px-4 py-8">
        {children}
      </main>
    </>
  );
}

"use client";
import { Menu } from "@base-ui/react/menu";
import { ChevronDown, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import type { ReactNode } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { me } from "../account/endpoints.ts";
import { Mark } from "./mark.tsx";
import { useTheme } from "./use-theme.ts";

const item =
  "flex w-full items-center rounded-md px-3 py-2 text-left data-highlighted:bg-accent-soft data-highlighted:text-ink";

/** The bar on top of every page: home, where one is, the account's menu. */
export function TopBar({ children }: { readonly children?: ReactNode }) {
  const account = useEndpoint(me, {});
  const [theme, toggleTheme] = useTheme();
  return (
    <header
      data-shell
      className="sticky top-0 z-30 flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2"
    >
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        Skip to content
      </a>
      <Link href="/" className="flex items-center gap-2 font-semibold">
        <Mark />
        <span className="max-sm:sr-only">FlitStack</span>
      </Link>
      <div className="flex min-w-0 flex-1 items-center gap-2">{children}</div>
      <button
        type="button"
        onClick={toggleTheme}
        aria-label={theme === "dark" ? "Use light colours" : "Use dark colours"}
        className="rounded-md p-2 text-ink-soft hover:bg-sunken"
      >
        {theme === "dark" ? <Sun aria-hidden className="size-4" /> : <Moon aria-hidden className="size-4" />}
      </button>
      <Menu.Root>
        <Menu.Trigger className="flex items-center gap-1 rounded-md px-2 py-1.5 hover:bg-sunken">
          <span className="max-w-40 truncate">{account.data?.name ?? "Account"}</span>
          <ChevronDown aria-hidden className="size-4" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={6} className="z-50">
            <Menu.Popup className="min-w-56 rounded-lg border border-line bg-raised p-1 shadow-lg outline-none">
              <p className="px-3 py-2 text-ink-soft">{account.data?.email}</p>
              <Menu.Item className={item} render={<Link href="/account" />}>
                Your account and security
              </Menu.Item>
              {account.data?.isStaff && (
                <Menu.Item className={item} render={<Link href="/staff" />}>
                  All runs and clinics
                </Menu.Item>
              )}
              <Menu.Item className={item} onClick={() => void signOut({ callbackUrl: "/sign-in" })}>
                Sign out
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </header>
  );
}

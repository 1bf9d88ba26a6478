"use client";
import { Dialog } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { Check, Circle, CircleDot, Lock, Menu as MenuIcon, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Query } from "../../ui/query.tsx";
import { Status } from "../../ui/status.tsx";
import { TopBar } from "../shell/top-bar.tsx";
import { alwaysPages } from "./always-pages.ts";
import { readMigration } from "./endpoints.ts";
import { useLive } from "./use-live.ts";

interface Place {
  readonly clinic: string;
  readonly migration: string;
}

type Step = { readonly page: string; readonly title: string; readonly state: "done" | "now" | "later" | "blocked" };

const icons = {
  done: <Check aria-label="Done" className="size-4 text-good" />,
  now: <CircleDot aria-label="Now" className="size-4 text-accent" />,
  later: <Circle aria-label="Later" className="size-4 text-ink-faint" />,
  blocked: <Lock aria-label="Waits for an earlier step" className="size-4 text-ink-faint" />,
} as const;

/** Around every page of a migration: where it stands, the way through its steps, and live updates. */
export function MigrationFrame({ place, children }: { readonly place: Place; readonly children: ReactNode }) {
  const overview = useEndpoint(readMigration, place);
  const [isOpen, setOpen] = useState(false);
  useLive(place);
  const steps = overview.data?.steps ?? [];
  return (
    <>
      <TopBar>
        <Dialog.Root open={isOpen} onOpenChange={setOpen}>
          <Dialog.Trigger className="rounded-md p-1.5 hover:bg-sunken lg:hidden" aria-label="Steps of the migration">
            <MenuIcon aria-hidden className="size-5" />
          </Dialog.Trigger>
          <Dialog.Portal>
            <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/50 lg:hidden" />
            <Dialog.Popup className="fixed inset-y-0 left-0 z-50 w-72 overflow-y-auto bg-raised p-4 shadow-xl lg:hidden">
              <div className="mb-2 flex items-center justify-between">
                <Dialog.Title className="font-semibold">Steps</Dialog.Title>
                <Dialog.Close aria-label="Close" className="rounded-md p-1 hover:bg-sunken">
                  <X aria-hidden className="size-5" />
                </Dialog.Close>
              </div>
              <Steps place={place} steps={steps} onGo={() => setOpen(false)} />
            </Dialog.Popup>
          </Dialog.Portal>
        </Dialog.Root>
        {overview.data && (
          <>
            <span className="flex min-w-0">
              <span className="min-w-0 truncate whitespace-pre text-ink-soft max-md:hidden">
                {overview.data.clinicName} /{" "}
              </span>
              <Link
                href={`/clinics/${place.clinic}/migrations/${place.migration}`}
                className="min-w-0 truncate font-medium hover:underline"
              >
                {overview.data.name}
              </Link>
            </span>
            <span className="max-sm:hidden">
              <Status tone={overview.data.health.tone}>{overview.data.health.words}</Status>
            </span>
          </>
        )}
      </TopBar>
      <div className="mx-auto flex w-full max-w-screen-2xl">
        <nav
          aria-label="Steps of the migration"
          className="sticky top-14 hidden h-[calc(100dvh-3.5rem)] w-60 shrink-0 overflow-y-auto border-r border-line px-3 py-6 lg:block"
        >
          <Steps place={place} steps={steps} />
        </nav>
        <main id="content" className="min-w-0 flex-1 px-4 py-6 sm:px-8">
          {/* Before the reader's role is known a page could only say that they may do nothing. */}
          <Query of={overview} lines={10}>
            {() => children}
          </Query>
        </main>
      </div>
    </>
  );
}

function Steps({
  place,
  steps,
  onGo,
}: {
  readonly place: Place;
  readonly steps: readonly Step[];
  readonly onGo?: () => void;
}) {
  const path = usePathname();
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  const link = ({ page, title, state }: { page: string; title: string; state: Step["state"] | null }) => {
    const href = page === "" ? base : `${base}/${page}`;
    const isHere = path === href || (page === "records" && path.startsWith(`${href}/`));
    return (
      <li key={page}>
        <Link
          href={href}
          onClick={() => onGo?.()}
          aria-current={isHere ? "page" : undefined}
          className={clsx(
            "flex min-h-9 items-center gap-2.5 rounded-md px-3 py-1.5 hover:bg-sunken",
            isHere && "bg-accent-soft font-medium",
          )}
        >
          {state === null ? <span className="size-4" /> : icons[state]}
          {title}
        </Link>
      </li>
    );
  };
  return (
    <>
      <ul className="grid gap-0.5">{[{ page: "", title: "Overview", state: null }, ...steps].map(link)}</ul>
      <ul aria-label="At any time" className="mt-3 grid gap-0.5 border-t border-line pt-3">
        {alwaysPages.map((page) => link({ ...page, state: null }))}
      </ul>
    </>
  );
}

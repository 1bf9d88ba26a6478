"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Status } from "../../ui/status.tsx";
import type { Place } from "../clinics/place.ts";
import { type DynamicsUser, findUsers } from "./endpoints.ts";
import { problemHelp, problemWords } from "./owner-words.ts";

/** Chooses one of Dynamics' users by name or e-mail; the server searches. Those who cannot own are shown, not choosable. */
export function UserPicker({
  place,
  label,
  words,
  user,
  onPick,
}: {
  readonly place: Place;
  /** What is chosen, for screen readers: “User who owns Ada's records”. */
  readonly label: string;
  /** What stands on the button. */
  readonly words: string;
  readonly user: DynamicsUser | null;
  readonly onPick: (user: DynamicsUser) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const found = useEndpoint(findUsers, { ...place, search, only: "all" }, { isEnabled: isOpen });
  const { users = [], total = 0 } = found.data ?? {};
  return (
    <Combobox.Root
      items={users}
      value={user}
      filter={null}
      autoHighlight
      open={isOpen}
      onOpenChange={setOpen}
      itemToStringLabel={(one: DynamicsUser) => one.name}
      isItemEqualToValue={(one: DynamicsUser, other: DynamicsUser) => one.id === other.id}
      inputValue={typed}
      onInputValueChange={(text) => setTyped(text.slice(0, 100))}
      onValueChange={(picked) => picked && picked.id !== user?.id && onPick(picked)}
    >
      <Combobox.Trigger
        aria-label={`${label}: ${words}`}
        className="inline-flex min-h-8 max-w-full items-center justify-between gap-2 rounded-md border border-line-strong bg-surface px-3 py-1.5 text-sm font-medium text-ink hover:bg-sunken"
      >
        <span className="truncate">{words}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} className="z-60">
          <Combobox.Popup
            aria-label={label}
            className="w-80 max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-raised shadow-xl"
          >
            <div className="border-b border-line p-2">
              <Combobox.Input
                aria-label="Search by name or e-mail"
                placeholder="Name or e-mail"
                className="min-h-9 w-full rounded-md border border-line-strong bg-surface px-3 py-1.5 text-ink placeholder:text-ink-faint"
              />
            </div>
            <Combobox.Status className="px-3 py-2 text-ink-soft empty:hidden">
              {statusWords(found.isError, found.isPending, users.length, total)}
            </Combobox.Status>
            <Combobox.List className="max-h-72 overflow-y-auto p-1 empty:p-0">
              {(one: DynamicsUser) => (
                <Combobox.Item
                  key={one.id}
                  value={one}
                  disabled={one.problem !== null}
                  className="flex cursor-default items-start gap-2 rounded-md px-2 py-1.5 outline-none data-disabled:cursor-not-allowed data-highlighted:bg-accent-soft"
                >
                  <span className="w-4 shrink-0">
                    <Combobox.ItemIndicator>
                      <Check aria-hidden className="mt-0.5 size-4 text-accent" />
                    </Combobox.ItemIndicator>
                  </span>
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{one.name}</span>
                    <span className="block truncate text-ink-soft">{one.email ?? "No e-mail address"}</span>
                  </span>
                  {one.problem && <Status tone="bad">{problemWords[one.problem]}</Status>}
                </Combobox.Item>
              )}
            </Combobox.List>
            {users.some(({ problem }) => problem !== null) && (
              <p className="border-t border-line px-3 py-2 text-xs text-ink-soft">
                Disabled users and those without a role cannot own records. {problemHelp}
              </p>
            )}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

function statusWords(isError: boolean, isPending: boolean, shown: number, total: number): string | null {
  if (isError) return "Users could not be searched. Try again.";
  if (isPending) return "Searching …";
  if (total === 0) return "No user of Dynamics has this name or e-mail.";
  return total > shown ? `${shown} of ${total.toLocaleString("en-AU")} users. Type to find others.` : null;
}

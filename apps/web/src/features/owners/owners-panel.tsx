"use client";
import { Tabs } from "@base-ui/react/tabs";
import { clsx } from "clsx";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ConfirmHints } from "./confirm-hints.tsx";
import { type OwnerGroup, type OwnersReply, ownerGroups } from "./endpoints.ts";
import { OwnerItem } from "./owner-item.tsx";
import { useChoose } from "./use-choose.ts";
import { type OwnerFilter, pageSize } from "./use-owner-filter.ts";

const titles: Readonly<Record<OwnerGroup, string>> = {
  matched: "Matched",
  confirm: "To confirm",
  unresolved: "Unresolved",
  rows: "Left to fallback",
};

const empties: Readonly<Record<OwnerGroup, string>> = {
  matched: "No practitioner has a user yet.",
  confirm: "Nothing to confirm.",
  unresolved: "Everybody has a user or a decision.",
  rows: "Nobody is left to the fallback owner.",
};

/** Practitioners by where they stand, with decisions for one and for many. */
export function OwnersPanel({
  place,
  data,
  filter,
  isStale,
}: {
  readonly place: Place;
  readonly data: OwnersReply;
  readonly filter: OwnerFilter;
  readonly isStale: boolean;
}) {
  const { may, whoCan } = useRole(place);
  const mayDecide = may("owners.name");
  const panel = useRef<HTMLDivElement>(null);
  const { isPending, choose } = useChoose(place);
  const hasDecided = useRef(false);
  const deciding: ReturnType<typeof useChoose> = {
    isPending,
    choose: (choices, onDone) => {
      hasDecided.current = true;
      choose(choices, onDone);
    },
  };
  // What was decided moves to another tab and takes the focus with it: the next in the list gets it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new rows that count.
  useEffect(() => {
    if (!hasDecided.current || document.activeElement !== document.body) return;
    hasDecided.current = false;
    (panel.current?.querySelector<HTMLElement>("li input") ?? panel.current)?.focus();
  }, [data.rows]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isConfirming, setConfirming] = useState(false);
  // Only what the filter still finds can be decided: nobody decides about rows they do not see.
  const chosen = data.found.filter((id) => selected.has(id));
  const toggle = (id: string) =>
    setSelected((before) =>
      before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set(before).add(id),
    );
  const isFiltered = filter.search !== "" || filter.people !== "all";
  return (
    <Panel
      title="Practitioners"
      hint={
        mayDecide
          ? "Their appointments, notes and invoices belong to the user they lead to."
          : `${whoCan("owners.name")} can decide.`
      }
      actions={
        mayDecide &&
        data.groups.confirm.practitioners > 0 && (
          <Button look="primary" onClick={() => setConfirming(true)}>
            Confirm all suggestions ({data.groups.confirm.practitioners})
          </Button>
        )
      }
    >
      <Tabs.Root
        value={filter.group}
        onValueChange={(group: OwnerGroup) => {
          setSelected(new Set());
          filter.setGroup(group);
        }}
      >
        <Tabs.List
          aria-label="Practitioners by state"
          className="-mx-4 -mt-4 flex flex-wrap gap-x-1 border-b border-line px-4 pt-2"
        >
          {ownerGroups.map((group) => (
            <Tabs.Tab
              key={group}
              value={group}
              className="min-h-9 border-b-2 border-transparent px-3 py-1.5 text-ink-soft hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink"
            >
              {titles[group]} <span className="tabular-nums">({data.groups[group].practitioners})</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {ownerGroups.map((group) => (
          <Tabs.Panel key={group} value={group} ref={group === filter.group ? panel : null} className="grid gap-4 pt-4">
            <Filters filter={filter} />
            {mayDecide && data.total > 0 && (
              <BulkBar
                place={place}
                group={group}
                chosen={chosen}
                found={data.found}
                deciding={deciding}
                onSelect={(ids) => setSelected(new Set(ids))}
              />
            )}
            {data.rows.length === 0 ? (
              <p className="py-6 text-center text-ink-soft">
                {isFiltered ? "Nobody fits the filter." : empties[group]}
              </p>
            ) : (
              <ul aria-label={titles[group]} className={clsx("divide-y divide-line", isStale && "opacity-60")}>
                {data.rows.map((row) => (
                  <OwnerItem
                    key={row.practitioner}
                    place={place}
                    row={row}
                    mayDecide={mayDecide}
                    isSelected={selected.has(row.practitioner)}
                    onSelect={() => toggle(row.practitioner)}
                    deciding={deciding}
                  />
                ))}
              </ul>
            )}
            <Pager filter={filter} total={data.total} />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
      <ConfirmHints place={place} isOpen={isConfirming} deciding={deciding} onClose={() => setConfirming(false)} />
    </Panel>
  );
}

function Filters({ filter }: { readonly filter: OwnerFilter }) {
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_12rem]">
      <TextField
        label="Search"
        type="search"
        placeholder="Name or e-mail"
        value={filter.search}
        onChange={(event) => filter.setSearch(event.target.value)}
      />
      <SelectField
        label="Show"
        value={filter.people}
        onChange={({ target }) =>
          filter.setPeople(target.value === "active" || target.value === "former" ? target.value : "all")
        }
      >
        <option value="all">Everybody</option>
        <option value="active">Active</option>
        <option value="former">Former</option>
      </SelectField>
      <SelectField
        label="Order"
        value={filter.sort}
        onChange={({ target }) => filter.setSort(target.value === "name" ? "name" : "records")}
      >
        <option value="records">Most records first</option>
        <option value="name">By name</option>
      </SelectField>
    </div>
  );
}

function Pager({ filter, total }: { readonly filter: OwnerFilter; readonly total: number }) {
  const pages = Math.ceil(total / pageSize);
  if (pages < 2 && filter.page === 0) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      <Button disabled={filter.page === 0} onClick={() => filter.setPage(filter.page - 1)}>
        Back
      </Button>
      <span className="text-ink-soft">
        Page {filter.page + 1} of {Math.max(1, pages)}
      </span>
      <Button disabled={filter.page + 1 >= pages} onClick={() => filter.setPage(filter.page + 1)}>
        Next
      </Button>
    </nav>
  );
}

"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { type MadePlanView, type PlanGroup, type PlanItemView, planVerdicts } from "./endpoints.ts";
import { PlanTable } from "./plan-table.tsx";
import { verdicts } from "./verdicts.ts";

/** Every part of the plan by table, filtered by verdict and searched by name. */
export function PlanList({ groups, counts }: Pick<MadePlanView, "groups" | "counts">) {
  const [show, setShow] = useQueryState("show", parseAsStringLiteral(planVerdicts));
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<ReadonlySet<string>>(() => blockedOf(groups));
  const wanted = search.trim().toLowerCase();
  const isNarrowed = wanted !== "" || show !== null;
  const shown = groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => (show === null || item.verdict === show) && matches(item, wanted)),
    }))
    .filter(({ items }) => items.length > 0);
  const isAllOpen = groups.every(({ title }) => open.has(title));
  const toggle = (title: string, isOpen: boolean) =>
    setOpen((known) => new Set(isOpen ? [...known, title] : [...known].filter((one) => one !== title)));
  return (
    <Panel
      title="The plan"
      hint={planVerdicts.map((verdict) => `${counts[verdict]} ${verdicts[verdict].word}`).join(", ")}
      actions={
        !isNarrowed && (
          <Button look="quiet" onClick={() => setOpen(new Set(isAllOpen ? [] : groups.map(({ title }) => title)))}>
            {isAllOpen ? "Close all" : "Open all"}
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-end justify-between gap-4" data-print="no">
          <fieldset className="flex flex-wrap gap-1">
            <legend className="mb-1 font-medium">Show</legend>
            {[null, ...planVerdicts].map((verdict) => (
              <Button
                key={verdict ?? "all"}
                look={show === verdict ? "primary" : "plain"}
                aria-pressed={show === verdict}
                onClick={() => void setShow(verdict)}
              >
                {verdict === null ? "All" : `${verdicts[verdict].sign} ${verdicts[verdict].word}`}
              </Button>
            ))}
          </fieldset>
          <div className="w-full sm:w-72">
            <TextField
              label="Search"
              type="search"
              placeholder="Name, type or field"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </div>
        </div>
        {shown.length === 0 ? (
          <EmptyState
            title="No part is like that"
            action={
              <Button
                onClick={() => {
                  setSearch("");
                  void setShow(null);
                }}
              >
                Show all
              </Button>
            }
          />
        ) : (
          <div className="grid divide-y divide-line rounded-md border border-line">
            {shown.map((group) => (
              <PlanTable
                key={group.title}
                group={group}
                isOpen={isNarrowed || open.has(group.title)}
                onToggle={(isOpen) => !isNarrowed && toggle(group.title, isOpen)}
              />
            ))}
          </div>
        )}
      </div>
    </Panel>
  );
}

function blockedOf(groups: readonly PlanGroup[]): ReadonlySet<string> {
  return new Set(
    groups.filter(({ items }) => items.some(({ verdict }) => verdict === "blocked")).map(({ title }) => title),
  );
}

function matches(item: PlanItemView, wanted: string): boolean {
  if (wanted === "") return true;
  const texts = [
    item.displayName,
    item.designName,
    item.schemaName,
    item.logicalName,
    item.type,
    ...item.usedBy.flatMap(({ object, rule }) => [object, rule]),
  ];
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}

"use client";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Query } from "../../ui/query.tsx";
import { Time } from "../../ui/time.tsx";
import { Differences } from "./differences.tsx";
import type { Place } from "./use-map.ts";
import { diffMap, readVersions } from "./version-endpoints.ts";

/** Frozen versions, and what differs between two of them or from the draft. */
export function VersionsDialog({
  place,
  isOpen,
  onClose,
}: {
  readonly place: Place;
  readonly isOpen: boolean;
  onClose(): void;
}) {
  const list = useEndpoint(readVersions, place, { isEnabled: isOpen });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Versions of the map" isWide>
      <Query of={list}>
        {({ versions }) =>
          versions.length === 0 ? (
            <p className="text-ink-soft">The map was not frozen yet: there is nothing to compare.</p>
          ) : (
            <Compare place={place} versions={versions} />
          )
        }
      </Query>
    </Dialog>
  );
}

interface Version {
  readonly number: number;
  readonly digest: string;
  readonly by: string;
  readonly at: string;
}

function Compare({ place, versions }: { readonly place: Place; readonly versions: readonly Version[] }) {
  const [from, setFrom] = useState(versions[0]?.number ?? 1);
  const [to, setTo] = useState<number | null>(null);
  const diff = useEndpoint(diffMap, { ...place, from, to: to ?? undefined });
  return (
    <>
      <ul className="divide-y divide-line rounded-md border border-line">
        {versions.map(({ number, digest, by, at }) => (
          <li key={number} className="flex flex-wrap gap-x-4 px-3 py-2">
            <span className="font-medium">Version {number}</span>
            <code className="font-mono text-ink-soft">{digest.slice(0, 12)}</code>
            <span className="text-ink-soft">
              {by}, <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label="Compare" value={from} onChange={({ target }) => setFrom(Number(target.value))}>
          {versions.map(({ number }) => (
            <option key={number} value={number}>
              Version {number}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="With"
          value={to ?? ""}
          onChange={({ target }) => setTo(target.value === "" ? null : Number(target.value))}
        >
          <option value="">The draft as it stands</option>
          {versions.map(({ number }) => (
            <option key={number} value={number}>
              Version {number}
            </option>
          ))}
        </SelectField>
      </div>
      <Query of={diff}>
        {({ differences }) => <Differences of={differences} nothing="Both say the same." label="Lines that differ" />}
      </Query>
    </>
  );
}

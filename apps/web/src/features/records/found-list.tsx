import Link from "next/link";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import { recordAddress } from "../issues/issue-address.ts";
import type { FoundRecord } from "./endpoints.ts";

/** Records with what they are, each leading to its page. */
export function FoundList({
  place,
  caption,
  records,
}: {
  readonly place: Place;
  readonly caption: string;
  readonly records: readonly FoundRecord[];
}) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <Table caption={caption} head={[{ label: "Record" }, { label: "Cliniko id" }, { label: "Name" }]}>
        {records.map(({ object, kind, id, name, isRemoved }) => (
          <tr key={`${object}/${id}`}>
            <Cell>
              <Link href={recordAddress(place, object, id)} className="font-medium text-accent hover:underline">
                {kind}
              </Link>
            </Cell>
            <Cell>
              <span className="font-mono text-xs whitespace-nowrap">{id}</span>
            </Cell>
            <Cell>
              <span className="flex min-w-36 flex-wrap items-center gap-2 wrap-anywhere">
                {name ?? <span className="text-ink-soft">No name</span>}
                {isRemoved && <Status tone="neutral">Archived</Status>}
              </span>
            </Cell>
          </tr>
        ))}
      </Table>
    </div>
  );
}

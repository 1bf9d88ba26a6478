"use client";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Query } from "../../ui/query.tsx";
import { Status } from "../../ui/status.tsx";
import type { Place } from "../clinics/place.ts";
import { findUsers } from "./endpoints.ts";
import { problemHelp, problemWords } from "./owner-words.ts";

/** Users of Dynamics who cannot own records, and what to do about them. */
export function FlaggedUsers({ place, count }: { readonly place: Place; readonly count: number }) {
  const flagged = useEndpoint(findUsers, { ...place, search: "", only: "flagged" });
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="px-4 py-3 font-semibold">
        {count === 1 ? "1 user of Dynamics cannot" : `${count.toLocaleString("en-AU")} users of Dynamics cannot`} own
        records
      </summary>
      <div className="grid gap-3 border-t border-line p-4">
        <p className="text-ink-soft">They cannot be chosen. {problemHelp}</p>
        <Query of={flagged} lines={2}>
          {({ users, total }) => (
            <>
              <ul className="divide-y divide-line">
                {users.map(({ id, name, email, problem }) => (
                  <li key={id} className="flex flex-wrap items-center justify-between gap-2 py-2">
                    <div className="min-w-0">
                      <p className="font-medium">{name}</p>
                      <p className="break-words text-ink-soft">{email}</p>
                    </div>
                    {problem && <Status tone="bad">{problemWords[problem]}</Status>}
                  </li>
                ))}
              </ul>
              {total > users.length && (
                <p className="text-ink-soft">
                  And {(total - users.length).toLocaleString("en-AU")} more; they are marked wherever you search for a
                  user.
                </p>
              )}
            </>
          )}
        </Query>
      </div>
    </details>
  );
}

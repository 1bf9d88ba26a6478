"use client";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { browserName } from "./browser-name.ts";
import { endOtherSessions, listSessions } from "./endpoints.ts";

/** Browsers the person is signed in with. */
export function SessionsPanel() {
  const sessions = useEndpoint(listSessions, {});
  const end = useAct(endOtherSessions, { refresh: [listSessions] });
  const toast = useToast();
  const hasOthers = (sessions.data?.length ?? 0) > 1;
  const endOthers = () =>
    end.mutate(
      { params: {} },
      {
        onSuccess: ({ ended }) => toast.done(`Signed out in ${ended} other ${ended === 1 ? "browser" : "browsers"}.`),
        onError: (error) => toast.failed("Not signed out", error),
      },
    );
  return (
    <Panel
      title="Where you are signed in"
      hint="A browser is signed out after 15 minutes without use, and after 12 hours in any case."
      actions={
        hasOthers && (
          <Button isBusy={end.isPending} onClick={endOthers}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <Query of={sessions} lines={2}>
        {(all) => (
          <ul className="divide-y divide-line">
            {all.map(({ id, userAgent, lastSeenAt, createdAt, isThis }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
                <div>
                  <p className="font-medium">{browserName(userAgent)}</p>
                  <p className="text-ink-soft">
                    Last used <Time at={lastSeenAt} />, signed in <Time at={createdAt} />
                  </p>
                </div>
                {isThis && <Status tone="good">This browser</Status>}
              </li>
            ))}
          </ul>
        )}
      </Query>
    </Panel>
  );
}

"use client";
import { useAct } from "../../api/use-endpoint.ts";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { type OwnersReply, setFallback } from "./endpoints.ts";
import { afterDecision } from "./use-choose.ts";
import { UserPicker } from "./user-picker.tsx";

type Problem = NonNullable<OwnersReply["fallback"]["problem"]>;

const problems: Readonly<Record<Problem, { readonly title: string; readonly what: string }>> = {
  unnamed: {
    title: "Name a fallback owner",
    what: "Without one nothing can be loaded: some records have no practitioner, and Dynamics wants an owner for each.",
  },
  gone: {
    title: "The fallback owner is no user of this environment any more",
    what: "Name another user before anything is loaded.",
  },
  disabled: {
    title: "The fallback owner is disabled in Dynamics",
    what: "A disabled user cannot own records. Name another user, or enable this one in the Power Platform admin centre and match again.",
  },
  "no-role": {
    title: "The fallback owner holds no security role",
    what: "Without a role nobody can own records. Name another user, or give this one a role in the Power Platform admin centre and match again.",
  },
};

/** Who owns what has no owner of its own: required. */
export function FallbackCard({ place, data }: { readonly place: Place; readonly data: OwnersReply }) {
  const { may, whoCan } = useRole(place);
  const name = useAct(setFallback, { refresh: afterDecision });
  const toast = useToast();
  const { user, problem } = data.fallback;
  return (
    <Panel
      title="Fallback owner"
      hint="Owns what has no owner of its own: patients nobody has seen, companies, products, practitioner rows."
    >
      <div className="grid gap-4">
        {problem && (
          <Notice tone={problem === "unnamed" ? "warn" : "bad"} title={problems[problem].title}>
            {problems[problem].what}
          </Notice>
        )}
        <div className="flex flex-wrap items-center justify-between gap-3">
          {user ? (
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {user.name}
                {problem ? (
                  <Status tone="bad">Cannot own records</Status>
                ) : (
                  <Status tone="good">Enabled, with a role</Status>
                )}
              </p>
              <p className="break-words text-ink-soft">{user.email}</p>
            </div>
          ) : (
            <p className="text-ink-soft">Nobody is named yet.</p>
          )}
          {may("owners.name") ? (
            <UserPicker
              place={place}
              label="Fallback owner"
              words={name.isPending ? "Saving …" : user ? "Name another user" : "Choose a user"}
              user={user}
              onPick={(picked) =>
                name.mutate(
                  { params: place, body: { user: picked.id } },
                  {
                    onSuccess: () => toast.done(`${picked.name} is the fallback owner`),
                    onError: (error) => toast.failed("The fallback owner was not changed", error),
                  },
                )
              }
            />
          ) : (
            <p className="text-ink-soft">{whoCan("owners.name")} can name the fallback owner.</p>
          )}
        </div>
      </div>
    </Panel>
  );
}

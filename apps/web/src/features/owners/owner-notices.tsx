import { Notice } from "../../ui/status.tsx";
import type { OwnersReply } from "./endpoints.ts";
import { people } from "./owner-words.ts";

/** What stands between here and owners for everything, and what a change means after something was loaded. */
export function OwnerNotices({ data }: { readonly data: OwnersReply }) {
  const { match, groups, fallback, isSettled, loaded } = data;
  const open = groups.confirm.practitioners + groups.unresolved.practitioners;
  const records = (groups.confirm.records + groups.unresolved.records).toLocaleString("en-AU");
  const left = groups.rows.practitioners;
  return (
    <div className="grid gap-3 empty:hidden">
      {isSettled && (
        <Notice tone="good" title="Every record has an enabled owner">
          {left === 0
            ? "Every practitioner has a user who can own records."
            : `${people(left)} and their ${groups.rows.records.toLocaleString("en-AU")} records go to ${fallback.user?.name ?? "the fallback owner"}, as decided.`}
        </Notice>
      )}
      {open > 0 && (
        <Notice tone="warn" title={`${people(open)} ${open === 1 ? "waits" : "wait"} for a decision`}>
          {records} appointments, notes and invoices are affected. Confirm the suggested user, choose one, or leave them
          to the fallback owner.
        </Notice>
      )}
      {match && match.unmatched > 0 && (
        <Notice tone="warn" title={`${people(match.unmatched)} came after the last matching`}>
          They were read from Cliniko since. Match again, so that their records get an owner too.
        </Notice>
      )}
      {loaded && (
        <Notice
          tone="info"
          title={`The ${loaded === "sample" ? "sample" : "run"} has loaded records with the owners as they were`}
        >
          You can still change owners: the next delta moves the records to them.
        </Notice>
      )}
    </div>
  );
}

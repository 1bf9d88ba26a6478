import { Panel } from "../../ui/panel.tsx";

/** How a key is made in Cliniko, in the words of its own pages. */
export function ClinikoSteps() {
  return (
    <Panel title="Where the key comes from">
      <ol className="grid list-decimal gap-2 pl-5">
        <li>Sign in to Cliniko as an administrator: other roles are shown less, and what they miss cannot be moved.</li>
        <li>
          Open <b>My info</b> and choose <b>Manage API keys</b>. If it is not there, tick “Allow yourself to create and
          use API keys” in your own user first.
        </li>
        <li>Add a key named FlitStack and copy it whole, with its last part such as -au2. Cliniko shows it once.</li>
        <li>Paste it here. Delete it in Cliniko when the migration is over.</li>
      </ol>
      <p className="mt-3 text-ink-soft">
        The key is sealed with a key of your clinic’s own. It is never shown again, not even to FlitStack’s people.
      </p>
    </Panel>
  );
}

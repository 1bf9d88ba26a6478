import { Panel } from "../../ui/panel.tsx";

/** How the application is registered, in the words of Microsoft's own pages. */
export function DynamicsSteps() {
  return (
    <Panel title="What is asked for, and why">
      <div className="grid gap-3">
        <p>
          FlitStack writes as an application of your own, so that you can see what it did and switch it off at any time.
        </p>
        <ol className="grid list-decimal gap-2 pl-5">
          <li>
            In the Microsoft Entra admin centre open <b>App registrations</b> and choose <b>New registration</b>. One
            organisation, no redirect address.
          </li>
          <li>
            Copy the <b>Application (client) ID</b> and the <b>Directory (tenant) ID</b> from its overview page.
          </li>
          <li>
            Under <b>Certificates &amp; secrets</b> add a client secret and copy its value at once, or upload a
            certificate.
          </li>
          <li>
            For files in SharePoint: under <b>API permissions</b> add Microsoft Graph, application permission{" "}
            <b>Sites.Selected</b>, and grant admin consent.
          </li>
          <li>Give the application a role in the environment: see “Least-privilege role”.</li>
        </ol>
        <p className="text-ink-soft">The secret is sealed with a key of your clinic’s own and never shown again.</p>
      </div>
    </Panel>
  );
}

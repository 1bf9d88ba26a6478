"use client";
import { whoCan } from "@flit/core/permissions";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice } from "../../ui/status.tsx";
import { readMessages } from "./endpoints.ts";
import { MailPanel } from "./mail-panel.tsx";
import { RecentPanel } from "./recent-panel.tsx";
import { WebhookPanel } from "./webhook-panel.tsx";

/** Deliveries change by themselves. */
const refetchMs = 4_000;

/** Who is told when a run ends or needs somebody, and what became of what was sent. */
export function Messages({ clinic }: { readonly clinic: string }) {
  const read = useEndpoint(readMessages, { clinic }, { refetchMs });
  return (
    <>
      <PageHead
        title="Messages"
        hint={
          read.data && !read.data.mayManage
            ? `You choose your own messages; ${whoCan("messages.manage")} choose others' and the webhook.`
            : "Who is told when a run ends or needs somebody. A message names the migration, how it stands and counts; never a patient."
        }
      />
      <Query of={read}>
        {(messages) => (
          <div className="grid grid-cols-1 gap-6">
            {!messages.hasMail && (
              <Notice tone="warn" title="This installation sends no e-mail">
                No mail server is set. The webhook works; for e-mail ask whoever runs this installation to set SMTP_URL.
              </Notice>
            )}
            <MailPanel clinic={clinic} messages={messages} />
            <WebhookPanel
              key={messages.webhook === null ? "none" : "saved"}
              clinic={clinic}
              webhook={messages.webhook}
              mayManage={messages.mayManage}
            />
            <RecentPanel recent={messages.recent} />
          </div>
        )}
      </Query>
    </>
  );
}

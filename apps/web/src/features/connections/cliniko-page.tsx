"use client";
import { isAllowed, permissions, whoCan } from "@flit/core/permissions";
import { ArrowRight, KeyRound, RotateCw } from "lucide-react";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice } from "../../ui/status.tsx";
import { me } from "../account/endpoints.ts";
import { SendStep } from "../members/send-step.tsx";
import { ClinikoForm } from "./cliniko-form.tsx";
import { ClinikoSteps } from "./cliniko-steps.tsx";
import { Disconnect } from "./disconnect.tsx";
import { readConnections, removeCliniko, saveCliniko, testCliniko } from "./endpoints.ts";
import { TestResults } from "./test-results.tsx";
import { useTest } from "./use-test.ts";

/** Connects the account data comes from: key, named tests, and what the key may not see. */
export function ClinikoPage({ place }: { readonly place: { readonly clinic: string; readonly migration: string } }) {
  const connections = useEndpoint(readConnections, place);
  const account = useEndpoint(me, {});
  const { test, run, clear } = useTest();
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <PageHead
        title="Connect Cliniko"
        hint="FlitStack reads with an API key of yours. Nothing in Cliniko is changed."
        actions={<SendStep place={place} page="cliniko" roles={permissions["cliniko.connect"]} />}
      />
      <Query of={connections}>
        {({ cliniko, role, allowsLocal, hasBegun, isRunning }) => {
          const mayConnect = isAllowed(role, "cliniko.connect");
          const isForm = mayConnect && (cliniko === null || isEditing);
          return (
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
              <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
                {!mayConnect && (
                  <Notice tone="info" title={cliniko ? "You can look, not change" : "Not connected yet"}>
                    {whoCan("cliniko.connect")} can {cliniko ? "test or change" : "make"} this connection.
                  </Notice>
                )}
                {cliniko && !isForm && (
                  <Panel
                    title="Connection"
                    actions={
                      mayConnect && (
                        <>
                          <Button
                            icon={<RotateCw aria-hidden className="size-4" />}
                            isBusy={test?.isRunning ?? false}
                            onClick={() => void run(testCliniko, { params: place })}
                          >
                            Test again
                          </Button>
                          <Button icon={<KeyRound aria-hidden className="size-4" />} onClick={() => setEditing(true)}>
                            Change key or details
                          </Button>
                          <Disconnect
                            endpoint={removeCliniko}
                            place={place}
                            platform="Cliniko"
                            account="account"
                            isRunning={isRunning}
                            onDone={clear}
                          />
                        </>
                      )
                    }
                  >
                    <Facts
                      of={[
                        ["API key", `Saved, ending …${cliniko.keyEnding}`],
                        ["Server", cliniko.host],
                        ["Contact", `${cliniko.vendorName} (${cliniko.vendorEmail})`],
                        ["Pace", `${cliniko.requestsPerMinute.toLocaleString("en-AU")} requests a minute at most`],
                      ]}
                    />
                  </Panel>
                )}
                {isForm && (
                  <Panel
                    title={cliniko ? "Change key or details" : "API key"}
                    hint={
                      cliniko &&
                      (hasBegun
                        ? "The new key must belong to the same account. Until it passes, the saved one stays in use."
                        : "Until the new key passes, the saved one stays in use.")
                    }
                  >
                    {account.data && (
                      <ClinikoForm
                        saved={cliniko}
                        ownEmail={account.data.email}
                        allowsLocal={allowsLocal}
                        isTesting={test?.isRunning ?? false}
                        onSubmit={async (body) => {
                          const ended = await run(saveCliniko, { params: place, body });
                          if ("isSaved" in ended && ended.isSaved) setEditing(false);
                          return ended;
                        }}
                        onCancel={
                          cliniko &&
                          (() => {
                            setEditing(false);
                            clear();
                          })
                        }
                      />
                    )}
                  </Panel>
                )}
                {(test || cliniko?.test) && (
                  <Panel
                    title="Test"
                    actions={
                      cliniko?.test?.isGood && !test?.isRunning ? (
                        <ButtonLink
                          look="primary"
                          href={`/clinics/${place.clinic}/migrations/${place.migration}/dynamics`}
                          icon={<ArrowRight aria-hidden className="size-4" />}
                        >
                          Go on to Dynamics 365
                        </ButtonLink>
                      ) : null
                    }
                  >
                    <TestResults platform="cliniko" running={test} last={cliniko?.test ?? null} />
                  </Panel>
                )}
              </div>
              <ClinikoSteps />
            </div>
          );
        }}
      </Query>
    </>
  );
}

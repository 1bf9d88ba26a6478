"use client";
import { isAllowed, permissions, whoCan } from "@flit/core/permissions";
import { ArrowRight } from "lucide-react";
import { useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice } from "../../ui/status.tsx";
import { SendStep } from "../members/send-step.tsx";
import { consentProblem } from "./consent-outcome.ts";
import { ConsentPanel } from "./consent-panel.tsx";
import { DynamicsConnection } from "./dynamics-connection.tsx";
import { DynamicsForm } from "./dynamics-form.tsx";
import { DynamicsSteps } from "./dynamics-steps.tsx";
import { readConnections, saveDynamics, testDynamics } from "./endpoints.ts";
import { FilesPanel } from "./files-panel.tsx";
import { RolePanel } from "./role-panel.tsx";
import { TestResults } from "./test-results.tsx";
import { useTest } from "./use-test.ts";

/** Connects the environment data goes to, says what the application needs there, and where files go. */
export function DynamicsPage({ place }: { readonly place: { readonly clinic: string; readonly migration: string } }) {
  const connections = useEndpoint(readConnections, place);
  const { test, run, clear } = useTest();
  const [isEditing, setEditing] = useState(false);
  const [consent, setConsent] = useQueryState("consent");
  // biome-ignore lint/correctness/useExhaustiveDependencies: once on coming back; later tests are for people to start.
  useEffect(() => {
    if (consent !== "done") return;
    void setConsent(null);
    void run(testDynamics, { params: { ...place, platform: "dynamics" } });
  }, [consent]);
  const isTesting = test?.isRunning ?? false;
  return (
    <>
      <PageHead
        title="Connect Dynamics 365"
        hint="The environment the clinic moves into. Nothing is written before the schema plan is approved."
        actions={<SendStep place={place} page="dynamics" roles={permissions["dynamics.connect"]} />}
      />
      <Query of={connections}>
        {({ dynamics, files, role, allowsLocal, offersConsent, hasBegun, isRunning }) => {
          const mayConnect = isAllowed(role, "dynamics.connect");
          const isForm = mayConnect && (dynamics === null || isEditing);
          return (
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
              <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
                {consent !== null && consent !== "done" && (
                  <Notice tone="bad" title="Not signed in with Microsoft">
                    {consentProblem(consent)}
                  </Notice>
                )}
                {!mayConnect && (
                  <Notice tone="info" title={dynamics ? "You can look, not change" : "Not connected yet"}>
                    {whoCan("dynamics.connect")} can {dynamics ? "test or change" : "make"} this connection.
                  </Notice>
                )}
                {dynamics && !isForm && (
                  <DynamicsConnection
                    place={place}
                    of={dynamics}
                    mayConnect={mayConnect}
                    isRunning={isRunning}
                    isTesting={isTesting}
                    onTest={() => void run(testDynamics, { params: { ...place, platform: "dynamics" } })}
                    onEdit={() => setEditing(true)}
                    onDisconnected={clear}
                  />
                )}
                {isForm && (
                  <Panel
                    title={dynamics ? "Change secret or details" : "Environment and application"}
                    hint={
                      dynamics &&
                      (hasBegun
                        ? "It must stay the same organisation. Until the test passes, what is saved stays in use."
                        : "Until the test passes, what is saved stays in use.")
                    }
                  >
                    <DynamicsForm
                      saved={dynamics}
                      allowsLocal={allowsLocal}
                      isTesting={isTesting}
                      onSubmit={async (body) => {
                        const ended = await run(saveDynamics, { params: place, body });
                        if ("isSaved" in ended && ended.isSaved) setEditing(false);
                        return ended;
                      }}
                      onCancel={
                        dynamics &&
                        (() => {
                          setEditing(false);
                          clear();
                        })
                      }
                    />
                  </Panel>
                )}
                {isForm && offersConsent && <ConsentPanel place={place} savedUrl={dynamics?.url ?? ""} />}
                {(test || dynamics?.test) && (
                  <Panel
                    title="Test"
                    actions={
                      dynamics?.test?.isGood && !isTesting ? (
                        <ButtonLink
                          look="primary"
                          href={`/clinics/${place.clinic}/migrations/${place.migration}/audit`}
                          icon={<ArrowRight aria-hidden className="size-4" />}
                        >
                          Go on to the audit
                        </ButtonLink>
                      ) : null
                    }
                  >
                    <TestResults platform="dynamics" running={test} last={dynamics?.test ?? null} />
                  </Panel>
                )}
                <FilesPanel
                  place={place}
                  saved={files}
                  isDynamicsConnected={dynamics !== null}
                  mayConnect={mayConnect}
                  allowsLocal={allowsLocal}
                />
                <RolePanel place={place} />
              </div>
              <DynamicsSteps />
            </div>
          );
        }}
      </Query>
    </>
  );
}

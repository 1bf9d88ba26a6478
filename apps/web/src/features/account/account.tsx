"use client";
import { roleNames } from "@flit/core/permissions";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice } from "../../ui/status.tsx";
import { TopBar } from "../shell/top-bar.tsx";
import { me } from "./endpoints.ts";
import { MicrosoftPanel } from "./microsoft-panel.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { SessionsPanel } from "./sessions-panel.tsx";
import { TwoFactorPanel } from "./two-factor-panel.tsx";

/** One's own account: who one is, how one proves it, and where one is signed in. */
export function Account({
  next,
  microsoft,
}: {
  /** Where the person wanted to go before two-factor sign-in was asked for. */
  readonly next: string | null;
  /** What came of linking Microsoft; null when nobody tried. */
  readonly microsoft: "failed" | "taken" | null;
}) {
  const account = useEndpoint(me, {});
  return (
    <>
      <TopBar />
      <main id="content" className="mx-auto w-full max-w-3xl px-4 py-8">
        <PageHead title="Your account and security" />
        <Query of={account} lines={8}>
          {(person) => (
            <div className="grid gap-6">
              {person.mustSetUpTwoFactor && (
                <Notice tone="warn" title="Set up two-factor sign-in first">
                  FlitStack opens patients' data. Your password alone is not enough for that: set up an authenticator
                  app below, then go on.
                </Notice>
              )}
              {next !== null && person.hasTotp && (
                <Notice
                  tone="good"
                  title="Two-factor sign-in is on"
                  action={
                    <ButtonLink look="primary" href={next}>
                      Go on
                    </ButtonLink>
                  }
                >
                  You will be asked for a code whenever you sign in with your password.
                </Notice>
              )}
              <Panel title="You">
                <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[8rem_1fr]">
                  <dt className="text-ink-soft">Name</dt>
                  <dd>{person.name}</dd>
                  <dt className="text-ink-soft">E-mail</dt>
                  <dd className="wrap-anywhere">{person.email}</dd>
                  <dt className="text-ink-soft">Works in</dt>
                  <dd>
                    {person.clinics.length === 0 && (person.isStaff ? "FlitStack" : "No clinic yet")}
                    <ul>
                      {person.clinics.map(({ id, name, role }) => (
                        <li key={id}>
                          {name} <span className="text-ink-soft">({roleNames[role]})</span>
                        </li>
                      ))}
                    </ul>
                  </dd>
                </dl>
              </Panel>
              {person.hasPassword && <TwoFactorPanel isOn={person.hasTotp} isWanted={person.mustSetUpTwoFactor} />}
              {person.hasPassword && <PasswordPanel />}
              {person.canUseMicrosoft && <MicrosoftPanel isLinked={person.hasEntra} result={microsoft} />}
              <SessionsPanel />
            </div>
          )}
        </Query>
      </main>
    </>
  );
}

import type { MessageContent } from "./messages.ts";
import type { RunKind, RunState } from "./run.ts";

/** Which messages a member asked for. */
export interface MessageWish {
  readonly personId: string;
  readonly whenEnded: boolean;
  readonly whenNeeded: boolean;
}

/** Where a clinic's own systems are told. */
export interface MessageWebhook {
  readonly url: string;
  /** Signs what is sent; sealed. */
  readonly secret: string;
  readonly whenEnded: boolean;
  readonly whenNeeded: boolean;
}

/** A run's event people are to be told of, as its outbox keeps it. */
export interface OutboxEvent {
  readonly id: string;
  readonly migrationId: string;
  readonly runId: string;
  readonly at: string;
  readonly tells: "ended" | "needs-someone";
  readonly code: string | null;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly counts: MessageContent["counts"];
}

export const messageChannels = ["email", "webhook"] as const;
export type MessageChannel = (typeof messageChannels)[number];

export interface NewDelivery {
  readonly channel: MessageChannel;
  /** Whom an e-mail goes to; null for a webhook. */
  readonly personId: string | null;
  readonly content: MessageContent;
}

export interface Delivery extends NewDelivery {
  readonly id: string;
  readonly state: "pending" | "sent" | "failed";
  readonly attempts: number;
  /** Code of what went wrong last. */
  readonly failure: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
}

/** A clinic's messages: who wants them, and what became of each. */
export interface MessageStore {
  wishes(): Promise<readonly MessageWish[]>;
  setWish(wish: MessageWish): Promise<void>;
  webhook(): Promise<MessageWebhook | null>;
  saveWebhook(webhook: MessageWebhook): Promise<void>;
  removeWebhook(): Promise<void>;
  /** An event nobody was told of yet, held until commit; null when it was, or somebody else holds it. */
  untold(eventId: string): Promise<OutboxEvent | null>;
  /** Makes out the messages of an event, which is told by that. */
  makeOut(eventId: string, deliveries: readonly NewDelivery[]): Promise<void>;
  /** One message that no event asked for; answers its id. */
  add(delivery: NewDelivery): Promise<string>;
  /** Takes a due message for one attempt; null when it is not due. Not settled in time, it is due again. */
  claim(id: string, attemptMs: number): Promise<Delivery | null>;
  settle(
    id: string,
    outcome:
      | { readonly state: "sent" }
      | { readonly state: "pending"; readonly failure: string; readonly retryInMs: number }
      | { readonly state: "failed"; readonly failure: string },
  ): Promise<void>;
  get(id: string): Promise<Delivery | null>;
  /** Newest first. */
  recent(limit: number): Promise<readonly Delivery[]>;
}

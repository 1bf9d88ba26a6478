import type { FeatureKind } from "@flit/core/sample/feature";
import type { SampleReason } from "@flit/core/sample/sampler";
import type { SampleShow } from "@flit/core/sample-store";
import type { Tone } from "../../ui/status.tsx";
import type { RecordRow } from "./sample-view.ts";

/** Kinds of features as people read them. */
export const kindWords: Readonly<Record<FeatureKind, string>> = {
  record: "Becomes a row",
  column: "Columns filled",
  field: "Cliniko fields",
  choice: "Choice values",
  relation: "Relations",
  edge: "Edge cases",
};

/** Why a record is in the sample. */
export const reasonNames: Readonly<Record<SampleReason, string>> = {
  pinned: "Pinned",
  random: "At random",
  cover: "For what it shows",
  relative: "Belongs to others",
};

/** What became of a record. */
export const stateWords: Readonly<Record<RecordRow["state"], { readonly tone: Tone; readonly word: string }>> = {
  equal: { tone: "good", word: "Equal" },
  mismatched: { tone: "bad", word: "Different" },
  edited: { tone: "warn", word: "Changed by a person" },
  rejected: { tone: "bad", word: "Refused" },
  unread: { tone: "warn", word: "Not read back" },
  "left-out": { tone: "neutral", word: "Left out" },
  matched: { tone: "info", word: "Matched to a user" },
};

/** What the list can be limited to. */
export const showNames: Readonly<Record<SampleShow, string>> = {
  all: "Everything",
  different: "Only differences",
  open: "Needs somebody",
  comments: "With comments",
};

import { heldColumn } from "@flit/core/held-choice";
import type { IssueCause, IssueKey, IssueKind } from "@flit/core/issues/issue";
import { filePlan } from "../files.ts";
import { dynamicsCauses } from "./dynamics-causes.ts";
import { nounOf } from "./record-nouns.ts";
import { sourceCauses } from "./source-causes.ts";

const again = "Try the group again; nothing is doubled by it.";
const fixLine =
  "Open the line in the mapping review, choose another column or rule, freeze the map, then try the group again.";

const giveChoices =
  "Open the line's choice values, give each value its choice, freeze the map, then try the group again.";

/** What reading back, the map's notes, the ledger and people's edits say, by code. */
const otherCauses: Readonly<
  Record<Exclude<IssueKind, "rejected" | "skipped">, { readonly [code: string]: IssueCause }>
> = {
  mismatched: {
    mismatched: {
      happened: "differ in Dynamics from what was sent",
      severity: "changed",
      why: "Reading back found another value, and no person is named as having changed it: a plug-in, a flow or a rule of Dynamics has.",
      whatToDo: "Open a record to see both values. Mend the cause or the rule, then compare the group again.",
      repair: "compare",
    },
  },
  unknown: {
    unknown: {
      happened: "are in doubt: the answer to their write was lost",
      severity: "missing",
      why: "Dynamics may have written them or not. Nothing else happens to them before it is known.",
      whatToDo: "Try the group again: the rows are read first, and only what is missing is written.",
      repair: "retry",
    },
  },
  note: {
    clipped: {
      happened: "have a value that was cut",
      severity: "changed",
      why: "The value is longer, or more exact, than the column holds. Where the table has an Overflow column, the whole value stands there.",
      whatToDo: fixLine,
      repair: "line",
    },
    "unknown-choice": {
      happened: "have a value without a choice",
      severity: "changed",
      why: "The value is not in the table of choices: it became what the rule says of all others.",
      whatToDo: giveChoices,
      repair: "choices",
    },
    unreadable: {
      happened: "have a value that cannot be read as the column's type",
      severity: "changed",
      why: "The value is no date, number or yes and no as the column wants it: the column stays empty.",
      whatToDo: fixLine,
      repair: "line",
    },
  },
  conflict: {
    edited: {
      happened: "were changed on both sides",
      severity: "notice",
      why: "A person has changed the column in Dynamics, and it has changed in Cliniko too. The person's value was kept.",
      whatToDo: "Decide under Delta and cut-over whose value holds.",
      repair: "decide",
    },
    deleted: {
      happened: "were deleted in Dynamics and have changed in Cliniko",
      severity: "notice",
      why: "Somebody deleted the row. Deleted rows are not made again.",
      whatToDo: "Decide under Delta and cut-over whether that holds.",
      repair: "decide",
    },
  },
};

/** The cause of a group in words, with the one thing that mends it. Every code has words; unknown ones name their code. */
export function issueCause(key: Pick<IssueKey, "kind" | "code" | "mapping">): IssueCause {
  return knownCause(key) ?? fallback(key);
}

/** The words declared for a code; null where only its general ones hold. */
export function knownCause({ kind, code }: Pick<IssueKey, "kind" | "code">): IssueCause | null {
  if (kind !== "rejected" && kind !== "skipped") return otherCauses[kind][code] ?? null;
  const [head = "", rest = ""] = splitCode(code);
  if (head === "finish") {
    const inner = issueCause({ kind, code: rest, mapping: "" });
    return {
      ...inner,
      happened: "were written, but not their final state",
      why: `The row is there; setting its state was refused. ${inner.why}`,
      severity: "changed",
    };
  }
  if (head === "missing")
    return {
      happened: `wait for the ${nounOf(rest, 1)} they belong to`,
      severity: "missing",
      why: `The ${nounOf(rest, 1)} has no row in Dynamics: it was refused or left out itself.`,
      whatToDo: `Mend the issues of ${nounOf(rest, 2)} first, then try the group again.`,
      repair: "retry",
    };
  if (head === "column missing")
    return {
      happened: "could not be written: a column is missing",
      severity: "missing",
      why: `The environment has no column ${rest}.`,
      whatToDo:
        "Have it created under Schema plan, or choose another column in the mapping review. Then try the group again.",
      repair: "plan",
    };
  if (heldColumn(code) !== null)
    return {
      happened: "have a value without a choice",
      severity: "missing",
      why: "The value is not in the table of choices, and nobody has said what becomes of it. Nothing is guessed: the record is held.",
      whatToDo: giveChoices,
      repair: "choices",
    };
  return sourceCauses[code] ?? dynamicsCauses[code] ?? null;
}

/** The column a code itself names. */
export function columnOf({ code, column }: Pick<IssueKey, "code" | "column">): string | null {
  const [head, rest] = splitCode(code);
  return head === "column missing" && rest !== undefined ? rest : (heldColumn(code) ?? column);
}

function fallback({ code, kind, mapping }: Pick<IssueKey, "kind" | "code" | "mapping">): IssueCause {
  const who = mapping === filePlan.mapping ? "SharePoint" : "Dynamics";
  return {
    happened: kind === "skipped" ? "were left out" : "could not be written",
    severity: "missing",
    why:
      code.startsWith("0x") || code.startsWith("http-")
        ? `${who} refused them with its error ${code}.`
        : `The reason is called ${code}.`,
    whatToDo: `Have the Dynamics admin look at the error. ${again}`,
    repair: "retry",
  };
}

/** `missing:patient` → missing, patient; other codes are whole. */
function splitCode(code: string): readonly string[] {
  const found = /^(missing|finish|column missing): ?(.+)$/.exec(code);
  return found ? [found[1] ?? "", found[2] ?? ""] : [code];
}

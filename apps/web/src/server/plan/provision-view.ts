import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { readStepFailure } from "@flit/core/step-failure";
import type { RunView } from "../../features/runs/run-view.ts";
import { viewRun } from "../runs/view.ts";

const kindWords: Readonly<Record<string, string>> = { key: "alternate key", documents: "document management" };
const rightWords: Readonly<Record<string, string>> = {
  Relationship: "relationships (lookups)",
  Attribute: "columns",
  Entity: "tables",
  EntityKey: "alternate keys",
  OptionSet: "choices",
  Customization: "customizations",
};

/** The creation of the schema as its page shows it: parts by their names, waits and missing privileges in words. */
export async function viewProvision(tx: StoreTransaction, run: Run): Promise<RunView> {
  const view = await viewRun(tx, run);
  const [step] = await tx.runs.steps(run.id);
  if (run.state === "running" && step?.state === "waiting" && step.waitingFor !== null)
    return { ...view, sentence: waitWords(step.waitingFor) };
  if (run.state !== "paused" || run.failure === null || !step?.failure) return view;
  const { code, at, lacking } = readStepFailure(step.failure);
  if (code === "plan-not-approved" || code === "no-plan")
    return {
      ...view,
      trouble: {
        what: "The approval was voided while the schema was being created.",
        whatToDo: "Nothing more is made. Have the plan approved again, then resume.",
      },
    };
  if (at === null) return view;
  if (lacking === null)
    return {
      ...view,
      trouble: {
        what: `Dynamics refused ${partWords(at)} (${code}).`,
        whatToDo: "Mend the cause there, then resume: it goes on at this part, and nothing is made twice.",
      },
    };
  return {
    ...view,
    trouble: {
      what: `Dynamics refused ${partWords(at)}: the application user lacks the privilege ${lacking}${privilegeWords(lacking)}.`,
      whatToDo:
        "In the Power Platform admin centre, open the environment, Settings, Security roles, the application user's role, and give it this privilege for the organisation. Then resume: it goes on at this part, and nothing is made twice.",
    },
  };
}

/** `lookup contact.flit_x` → `the lookup flit_x in the table contact`. */
export function partWords(key: string): string {
  const space = key.indexOf(" ");
  const [kind, name] = [key.slice(0, space), key.slice(space + 1)];
  const word = kindWords[kind] ?? kind;
  const dot = name.indexOf(".");
  if (dot < 0) return kind === "documents" ? `${word} of the table ${name}` : `the ${word} ${name}`;
  return `the ${word} ${name.slice(dot + 1)} in the table ${name.slice(0, dot)}`;
}

function waitWords(waitingFor: string): string {
  if (waitingFor.startsWith("key "))
    return `Waits until Dynamics has built the index of ${partWords(waitingFor)}; it goes on by itself.`;
  return waitingFor.includes(" ")
    ? `Waits until Dynamics shows ${partWords(waitingFor)} everywhere; it goes on by itself.`
    : `Waits for Dynamics (${waitingFor}); it goes on by itself.`;
}

/** `prvCreateRelationship` → ` (create relationships (lookups))`. */
function privilegeWords(name: string): string {
  const [, right, subject] = /^prv(Create|Read|Write|Delete|Publish)(.+)$/.exec(name) ?? [];
  if (right === undefined || subject === undefined) return "";
  return `, which lets it ${right.toLowerCase()} ${rightWords[subject] ?? subject}`;
}

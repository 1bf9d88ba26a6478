import { isSameJson } from "../canonical-json.ts";
import type { DestinationTable } from "../destination.ts";
import type { LineProposal, MapLine } from "../map-line.ts";
import type { Expression } from "../mapping.ts";
import type { ValueMatcher, ValueMemory } from "../value-matcher.ts";
import { choiceRule, choiceRuleWords } from "./choice-rule.ts";
import type { CuratedMap, MatchedLine } from "./curated-map.ts";
import type { ProposedLine } from "./proposed-line.ts";

/** What turns a field's answers into a column's options. */
export interface ValueKnowledge {
  readonly curated: Pick<CuratedMap, "matched" | "objects">;
  readonly tables: { readonly [name: string]: DestinationTable };
  readonly propose: ValueMatcher;
  readonly memory?: ValueMemory;
}

/** A proposal whose column takes one of its own options, with the field's options turned into them. */
export function withChoiceRule(line: ProposedLine, knowledge: ValueKnowledge): ProposedLine {
  const { proposal } = line;
  const matched = matchedOf(line.id, knowledge);
  if (!matched || !isSameJson(proposal.value, matched.plain)) return line;
  const rule = ruleOf(line.mapping, proposal.column, matched, knowledge);
  if (rule === null) return line;
  const isSpecial = rule.isInverted || rule.open + rule.unsure > 0;
  const band: LineProposal["band"] = isSpecial && proposal.band === "high" ? "review" : proposal.band;
  const probability = isSpecial ? Math.min(proposal.probability, 0.75) : proposal.probability;
  const reason = `${proposal.reason}${choiceRuleWords(rule)}`;
  return { ...line, proposal: { ...proposal, value: rule.value, band, probability, reason } };
}

/** The rule a line needs in another column; its own when a person wrote it. */
export function ruleForColumn(line: MapLine, column: string, knowledge: ValueKnowledge): Expression {
  const { value } = line.value;
  const matched = matchedOf(line.id, knowledge);
  if (!matched) return value;
  const isMade = isSameJson(value, matched.plain) || (value.op === "choice" && isSameJson(value.of, matched.plain));
  if (!isMade) return value;
  if (line.proposal?.column === column) return line.proposal.value;
  return ruleOf(line.mapping, column, matched, knowledge)?.value ?? matched.plain;
}

function matchedOf(lineId: string, { curated }: ValueKnowledge): MatchedLine | undefined {
  return curated.matched.find((one) => one.lineId === lineId);
}

function ruleOf(mapping: string, name: string | null, { field, plain }: MatchedLine, knowledge: ValueKnowledge) {
  const table = knowledge.curated.objects.find(({ key }) => key === mapping)?.target.table;
  const column = table === undefined || name === null ? undefined : knowledge.tables[table]?.columns[name];
  return column === undefined ? null : choiceRule(plain, field, column, knowledge.propose, knowledge.memory);
}

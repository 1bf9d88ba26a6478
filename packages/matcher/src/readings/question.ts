import { isForgotten } from "../words/forgetting.ts";

/** Ways to ask, each with the name of what is asked for. */
const asked: readonly (readonly [RegExp, string])[] = [
  [/\bhow (?:did|do|have|d)?.{0,12}\b(?:hear|heard|find|found|learn|come across|get to know)\b/i, "how found us"],
  [/\bwhere did you (?:hear|find)\b|\bwho (?:told you|recommended)\b/i, "how found us"],
  [
    /\b(?:love|like|want|hope|hoping|wish|wanting|aiming)(?: to)?(?: be able)? to\b.{0,20}\b(?:achieve|do|get|again|reach|manage|return)\b/i,
    "goals",
  ],
  [/\bwhat (?:are|is) your (?:main )?(?:goals?|aims?|hopes?)\b|\bgetting back to\b/i, "goals"],
  [/\bwho (?:should|can|do|may|shall) we (?:call|contact|ring|phone)\b|\bin an emergency\b/i, "emergency contact"],
  [
    /\bwhat(?:['’]?s| is| seems to be) (?:the|your)(?: main)? (?:problem|issue|matter|complaint|trouble|concern)\b/i,
    "reason for visit",
  ],
  [/\bwhat brings you\b|\bwhy (?:are|have) you (?:here|come|coming)\b|\bwhat can we help\b/i, "reason for visit"],
  [
    /\b(?:do|are) you (?:currently )?(?:take|taking|on)\b.{0,20}\b(?:meds?|medications?|medicines?|tablets|drugs)\b/i,
    "medications",
  ],
  [/\bwhat (?:do you do|is your (?:job|work))\b|\bdo for (?:work|a living)\b/i, "occupation"],
  [/\b(?:does|is) your (?:job|work)\b/i, "work demands"],
  [/\bwhen did (?:it|this|the|your)\b.{0,24}\b(?:start|begin|happen|occur)\b/i, "date of onset"],
  [/\bhow long (?:have|has|did)\b/i, "duration"],
  [
    /\bwhere (?:does it|do you|is it|is the|is your)\b.{0,16}\b(?:hurt|pain|sore|ache)\b|\bpoint to\b/i,
    "pain location",
  ],
  [/\bwhat makes (?:it|this|the pain|things) (?:worse|better)\b/i, "aggravating and easing factors"],
  [/\bhow (?:bad|strong|severe) is\b.{0,16}\b(?:pain|it)\b/i, "pain score"],
  [/\bwho (?:is|will be) paying\b|\bwho pays\b|\bhow (?:will|are|do) you (?:be )?pay/i, "payer"],
  [/\bwho (?:do|does) (?:you|he|she|they) live with\b/i, "living situation"],
  [/\b(?:who|where) do you work\b/i, "employer"],
  [/\bwho (?:referred|sent) you\b/i, "referrer"],
  [/\bwho (?:is|s) your (?:usual |regular |family )?(?:gp|doctor|physician)\b/i, "gp"],
  [/\b(?:when|what) (?:is|s|time|day|days|times).{0,16}\b(?:best|suits?|prefer)\b|\bbest time\b/i, "preferred time"],
  [/\b(?:leave|left) (?:a )?(?:voice ?)?(?:message|mail)\b/i, "voicemail"],
  [/\bwhat (?:should|do|can|would you like) (?:we|us|people)(?: to)? call you\b/i, "preferred name"],
  [/\bhow (?:often|many times)\b/i, "frequency"],
  [/\bhow (?:tall|high) are you\b/i, "height"],
  [/\b(?:how much do|what do) you weigh\b/i, "weight"],
  [/\bhow (?:much|many)\b.{0,24}\b(?:drink|drinks|alcohol|units)\b/i, "alcohol"],
  [/\b(?:smok(?:e|ed|er|ing)|vap(?:e|ing)|cigarettes)\b/i, "smoking"],
  [/\bcould you be pregnant\b|\bexpecting a baby\b/i, "pregnant"],
  [/\bwhat (?:do|can(?:'|no)t|are) you (?:allergic|react|eat)\b/i, "allergies"],
  [/\bhow (?:did|was) (?:it|the (?:injury|accident)) happen/i, "mechanism of injury"],
  [/\bwhat language\b/i, "language"],
];

/** What a label that is a sentence asks for, in the words a column would have; null when no way to ask is known. */
export function askedFor(label: string): string | null {
  return asked.find(([pattern]) => pattern.test(label) && !isForgotten(pattern.source))?.[1] ?? null;
}

/** Whether a label is a sentence rather than a name. */
export function isSentence(label: string): boolean {
  const words = label.trim().split(/\s+/);
  return words.length > 5 || (/\?\s*$/.test(label) && words.length > 3);
}

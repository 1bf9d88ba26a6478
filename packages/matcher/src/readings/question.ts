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

/** More ways to ask, as they were listed later. */
const askedToo: readonly (readonly [RegExp, string])[] = [
  [
    /\bwhen (?:did|was) (?:it|this|the|that)\b.{0,30}\b(?:work|job)\b|\b(?:hurt|injured) at work\b.{0,6}\b(?:on|when|date)\b/i,
    "date of work injury",
  ],
  [/\bwhen did (?:it|this|that) happen\b|\bwhen was (?:it|the accident|the injury)\b/i, "accident date"],
  [
    /\bwho (?:were|was|are|is|do) (?:you|they) work(?:ing)? for\b|\b(?:your )?(?:boss|employer).{0,20}\b(?:when|at the time)\b/i,
    "employer",
  ],
  [/\bwhat happened\b|\bhow did (?:you|it|this) (?:get )?(?:hurt|injured|happen|do it)\b/i, "accident description"],
  [/\bhow active\b/i, "activity level"],
  [/\b(?:what|how).{0,14}\b(?:cert|certificate) (?:say|allow)/i, "work capacity"],
  [/\bwhich (?:clinic|surgery|practice|medical centre)\b/i, "gp practice"],
  [/\bwhich (?:school|kindy|kinder|college)\b|\bwhere do(?:es)? (?:you|they|he|she) go to school\b/i, "school"],
  [
    /\bwhich (?:fund|insurer|company)\b|\bwho (?:are|is) (?:you|the client) (?:insured|covered) (?:with|by)\b/i,
    "insurer",
  ],
  [/\bwho (?:is|are) (?:that|they|it) to you\b|\bwho is your\s*$/i, "relationship"],
  [/\bwho (?:makes|can make).{0,12}\bdecisions?\b/i, "substitute decision maker"],
  [/\bwho has p(?:arental )?r(?:esponsibility)?\b/i, "parental responsibility"],
  [
    /\b(?:been )?bother(?:ing|ed)? you\b.{0,12}\bfor\b|\bhow long\b.{0,24}\b(?:had|been|going|bother|sore|pain)\b/i,
    "duration of complaint",
  ],
  [/\breacts? (?:to|badly)\b|\ballergic to\b/i, "allergies and sensitivities"],
  [/\b(?:would )?(?:rather|prefer|like to) (?:see|be seen by|be treated by)\b/i, "practitioner gender preference"],
  [
    /\bwhat (?:are|is) (?:you|he|she|they|your child) (?:struggling|having trouble|having difficulty)\b/i,
    "presenting problems",
  ],
  [
    /\b(?:help|make it easier|support) (?:you )?(?:to )?attend\b|\banything (?:we|that).{0,30}\b(?:attend|come in|visit|access)\b/i,
    "access requirements",
  ],
  [
    /^expecting\W*$|\b(?:are you|is she) expecting\b|\b(?:trying|hoping) to (?:conceive|get pregnant)\b|\bmight you be pregnant\b/i,
    "pregnant",
  ],
  [/\bhow (?:have|has|are) (?:they|you|he|she|things|it)\b.{0,6}\b(?:been|going|feeling)\b/i, "presentation today"],
  [/\bhow many (?:times )?(?:have you )?(?:falls|fallen)\b/i, "falls in last 12 months"],
  [/\bhow many (?:sessions|visits|treatments).{0,30}\b(?:left|remain)/i, "sessions remaining"],
  [
    /\b(?:sessions|visits|treatments) (?:they|insurer|fund)?.{0,4}(?:ll|will|is|have)? ?(?:pay|cover|approve|ok)/i,
    "sessions authorised",
  ],
  [/\b(?:how|who) is (?:it|the plan|your plan|plan) managed\b/i, "plan management"],
  [/\b(?:someone|anyone|person) (?:else )?in the room\b/i, "chaperone required"],
  [/\bwhere (?:did|was) (?:it|the accident|the injury) (?:happen)?/i, "accident scene"],
  [/\bwhat (?:do|does) (?:you|he|she|they) (?:like to )?(?:eat|usually eat)\b/i, "diet"],
  [/\bwhat (?:sports?|exercise|activities)\b/i, "sport"],
  [
    /\bwhat (?:have you|did you) (?:tried|already tried|try)\b|\bseen anyone (?:else )?(?:for|about)\b/i,
    "previous treatment",
  ],
  [/\b(?:any|had any|have you had) (?:scans?|x-?rays?|imaging|tests)\b/i, "imaging"],
  [/\b(?:any|had any|have you had) (?:operations?|surger(?:y|ies)|ops)\b/i, "surgical history"],
  [
    /\b(?:any|have you|do you have).{0,20}\b(?:medical )?(?:conditions?|illness(?:es)?|health problems?)\b/i,
    "medical history",
  ],
  [/\bare you (?:working|employed|at work|currently working)\b/i, "work status"],
  [/\b(?:how|where) do (?:we|i) (?:get in|park|find)\b|\bgetting in\b/i, "access instructions"],
  [
    /\b(?:bill|claim|invoice) (?:them|it|directly|insurer|your insurer|the insurer).{0,12}\b(?:for you|direct|behalf|ok)\b/i,
    "direct billing",
  ],
  [/\bwho (?:else )?(?:can|may) we (?:talk|speak)\b/i, "permission to share information with"],
  [/\b(?:top|main|three|3) (?:things|\d)?\b.{0,8}\b(?:fix|improve|change|work on)\b/i, "health goals"],
  [/\bwhat(?:['’]?s| is) (?:it )?(?:you )?(?:hop|want|aim)ing\b|\bwhat would you like (?:to|from|out)\b/i, "goals"],
  [/\bwhat we (?:did|covered|worked on)\b/i, "session content"],
  [/\bwhat we (?:talked|spoke) about\b/i, "advice given"],
  [/\b(?:what|which) (?:hand|side) (?:do you|are you)\b|\bleft or right handed\b/i, "dominant hand"],
  [/\bhow (?:are you|did you) (?:get|getting|travel)\b.{0,12}\b(?:here|clinic|in)\b/i, "transport"],
  [/\bwhat (?:kind|type) of (?:home|house|place)\b/i, "type of dwelling"],
  [/\bdo you (?:live|reside)\b/i, "living situation"],
  [/\bhow (?:do|would) you (?:describe|rate) your (?:health|general health)\b/i, "general health"],
  [/\bhow (?:do|are) you sleep(?:ing)?\b/i, "sleep"],
];

/** What a label that is a sentence asks for, in the words a column would have; null when no way to ask is known. */
export function askedFor(label: string): string | null {
  const ways = (list: typeof asked, isLatest: boolean) =>
    list.find(([pattern]) => pattern.test(label) && !isForgotten(pattern.source, isLatest))?.[1];
  return ways(asked, false) ?? ways(askedToo, true) ?? null;
}

/** Whether a label is a sentence rather than a name. */
export function isSentence(label: string): boolean {
  const words = label.trim().split(/\s+/);
  return words.length > 5 || (/\?\s*$/.test(label) && words.length > 3);
}

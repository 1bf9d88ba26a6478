import { plainText } from "./value-words.ts";

/** What an answer says about the matter itself, whatever way the question is put: that it is so, or that it is not. */
export type Stand = "for" | "against";

const negations =
  /\b(do not|donot|dont|does not|doesnt|did not|not|no|never|without|opt(?:s|ed)? ?out|optout|unsubscribe[sd]?|decline[sd]?|refuse[sd]?|withh[eo]ld|disallow(?:ed)?|block(?:ed)?|suppress(?:ed)?|stop(?:ped)?|cannot|cant|wont|object(?:s|ed|ion)?(?= to)|(?:any|a) (?:problem|objection|concern|issue|worry)s?(?= (?:with|to|about|if))|mind(?= (?:if|us|being))|opposed(?= to)|exempt(?:ed)?|exclu(?:de[sd]?|sion)|prohibit(?:ed|s)?|reject(?:ed|s)?|forbid(?:den)?|banned|non|rather not|ne .{0,30}pas|pas de|refus\w*|jamais)\b/;
/** What sounds like a no and is none. */
const consents =
  /\b(?:no|not an?|dont have an?|without) (?:objections?|problems?|concerns?|issues?|worries)\b|\b(?:dont|do not) mind\b|\b(?:is|are|its|thats|im|i am|we are) (?:fine|ok|okay|welcome|good|happy|comfortable)\b/;
/** "No. of visits" counts, it does not deny. */
const counts = /\bno\b\.?\s*(?=of\b)|#/gi;
const yes =
  /^(yes|y|aye|ae|yup|sure|correct|fine|fitted|in situ|yep|yeah|true|1|x|on|ok|okay|tick|ticked|checked|✓|✔|☑|√|agree|agreed|i agree|accept|accepted|consent|consented|consents|i consent|granted|given|confirmed|positive|signed|completed|received|done|coche|cochee|oui|si|ja)(?= |$)/;
const no = /^(no|nah|nay|kao|n|non|nein|nope|false|0|off|unticked|unchecked|disagree|i disagree|negative)(?= |$)/;
const bare =
  /^(yes|y|yep|yeah|true|1|x|on|ok|okay|tick|ticked|checked|✓|✔|☑|√|oui|si|ja|coche|cochee|non|nein|no|n|nope|false|0|off|unticked|unchecked)$/;
const nothing = /^(?:no|n|none|nil|never|nope|nah|neither|nothing|not at all|nein|non|kao)$/;
/** An answer with a condition is neither yes nor no. */
const conditions =
  /\b(only|but|except|unless|if|sometimes|depend(?:s|ing)?|partial(?:ly)?|partly|maybe|perhaps|possibly|some|limited|discuss|ask|pending|unsure|unknown|not sure|later|conditional(?:ly)?|first|anonymous(?:ly)?|complicated|tricky|var(?:y|ies)|next|will|to be|vape|sais pas)\b/;
const tickIf = /^(?:please )?(?:tick|check|select)(?: this| here| box)* (?:if|to|when|for) /;

/** Whether a question is put the other way round: "Do not call", "No SMS please", "Opt out of letters". */
export function isDenied(label: string): boolean {
  return negations.test(plainText(label.replaceAll(counts, " ")).replaceAll(/donot(?=[a-z])/g, "do not "));
}

/** What an answer to a question says; null: it says neither plainly. */
export function standOf(
  answer: string,
  label: string,
  isOnlyOption: boolean,
  asked: Stand = isDenied(label) ? "against" : "for",
): Stand | null {
  const whole = plainText(answer);
  const text = politely(whole.replace(tickIf, ""));
  const isTick = tickIf.test(whole) || (isOnlyOption && text !== "");
  if (isOpen(text, isOnlyOption) || isUntold(text, label)) return null;
  if (consents.test(text)) return "for";
  const isDenial = no.test(text) && (bare.test(text) || /^\W*\w+\s*[-–—,:;(/.]/.test(answer) || /dis|i dis/.test(text));
  if (isDenial || nothing.test(text)) return asked === "for" ? "against" : "for";
  if (yes.test(text)) return negations.test(text) ? "against" : asked;
  if (negations.test(text)) return "against";
  if (/^(allow(?:ed)?|send|receive|opt(?:ed)? ?in|subscribed?|permit(?:ted)?|happy)\b/.test(text)) return "for";
  return isTick ? asked : null;
}

/** Neither yes nor no; that the only box was ticked is a yes whatever stands beside it, and a yes stays one where only details follow. */
function isOpen(text: string, isOnlyOption: boolean): boolean {
  if (/\b(?:stopped|used to|previously|in the past|taken out|removed)\b/.test(text)) return true;
  if (isOnlyOption) return /\b(?:maybe|sometimes|depends|discuss|pending|unsure|not sure|unknown)\b/.test(text);
  return conditions.test(/^yes\b/.test(text) ? text.replaceAll(/\b(?:will|to be|next|first|some)\b/g, "") : text);
}

/** What people add to be kind says nothing: "no ta", "yes please". */
const courtesies = /(?<=.)(?: (?:please|pls|plz|ta|thanks|thank you|thankyou|thx|tks|cheers|sorry|for me|for us))+$/;

function politely(text: string): string {
  return text.replace(courtesies, "");
}

/** Not tested is no no, unless it is asked whether it was. */
const untold =
  /^(?:n a|nil applicable)$|\b(?:not|un|never)[ -]?(?:yet )?(test|assess|check|screen|scann|measur|record|ask|examin|discuss|stat|disclos|specif|applicab|relevan|known|sure|certain|available|answer)/;

function isUntold(text: string, label: string): boolean {
  const found = untold.exec(text);
  return found !== null && (found[1] === undefined || !plainText(label).includes(found[1]));
}

/** Whether an answer says nothing to the matter: unsure, not asked, not applicable. */
export function isOpenAnswer(answer: string): boolean {
  const text = politely(plainText(answer));
  return isOpen(text, false) || isUntold(text, "") || /^(?:\W*|other|unk|dk|tbc|tba|na)$/.test(text);
}

/** Whether an answer is only a no, in one word. */
export function isBareNo(answer: string): boolean {
  return nothing.test(politely(plainText(answer)));
}

/** Whether an answer is a plain yes or no, which means nothing without its question. */
export function isBareAnswer(answer: string): boolean {
  return bare.test(politely(plainText(answer)));
}

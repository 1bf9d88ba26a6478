import type { Stand } from "./polarity.ts";

/**
 * Ways of having one thing, of which one is chosen instead of another: who wants paper only wants no e-mail. The sides of a line are
 * each other's alternatives; words of a side are read as whole words.
 */
const alternatives: readonly (readonly RegExp[])[] = [
  [
    /\b(?:paper|posts?|posted|postal|snail mail|letters?|hard ?cop(?:y|ies)|print(?:ed|s)?)\b/,
    /\b(?:e ?mail(?:ed|s|ing)?|electronic(?:ally)?|digital(?:ly)?|online|pdfs?|paperless|portal)\b/,
    /\b(?:sms|texts?|txts?|text messages?|texting)\b/,
    /\b(?:phone(?:d)?|telephone(?:d)?|calls?|called|ring|rung|voice)\b/,
  ],
  [/\b(?:formula|bottle)\b/, /\b(?:breast ?(?:fe(?:e)?d(?:ing)?|milk)?|nursing)\b/],
  [/\b(?:owing|owed|owes|outstanding|unpaid|overdue|due|to pay)\b/, /\b(?:paid|settled|reached|met|cleared|used up)\b/],
  [
    /\b(?:telehealth|video|online|remote(?:ly)?|virtual(?:ly)?|zoom|phone)\b/,
    /\b(?:in person|face to face|f2f|in (?:the )?(?:clinic|rooms)|on ?site)\b/,
  ],
  [/\b(?:females?|wom[ae]n|lady|ladies)\b/, /\b(?:males?|m[ae]n)\b/],
  [/\b(?:mornings?|am)\b/, /\b(?:afternoons?|pm)\b/, /\b(?:evenings?|after hours)\b/],
  [/\b(?:weekdays?)\b/, /\b(?:weekends?)\b/],
  [/\b(?:left)\b/, /\b(?:right)\b/],
  [/\b(?:inactive|archived|former|past|ex)\b/, /\b(?:active|current)\b/],
  [/\b(?:closed|discharged|finished|ended)\b/, /\b(?:open|ongoing|still attending)\b/],
  [/\b(?:upfront|on the day|up front)\b/, /\b(?:on account|invoiced?|billed)\b/],
  [
    /\b(?:alone|by (?:my|him|her)self|unaccompanied|solo)\b/,
    /\b(?:accompanied|with (?:a |an )?(?:carer|parent|adult|support person|chaperone))\b/,
  ],
  [
    /\b(?:can (?:you|they|he|she|the (?:patient|client|child)|your child)|(?:are|is) .{0,20}\bable to|able to|manages?|independent(?:ly)?)\b/,
    /\b(?:needs?|needed|requires?|required|assistance|difficult(?:y|ies)|trouble|unable|dependent)\b/,
  ],
  [/\b(?:up to date|valid)\b/, /\b(?:overdue|expired|lapsed|out of date)\b/],
  [/\bsafe\b/, /\b(?:unsafe|risks?|hazards?|danger(?:ous)?)\b/],
  [/\b(?:at work|working|employed)\b/, /\b(?:off work|unemployed|out of work|unfit)\b/],
  [/\bnormal\b/, /\babnormal(?:ity|ities)?\b/],
  [/\b(?:intact|preserved)\b/, /\b(?:loss|lost|reduced|absent|impaired)\b/],
  [/\bsame\b/, /\b(?:different|differs|separate)\b/],
  [/\b(?:attended|turned up)\b/, /\b(?:missed|no show|did not attend|dna)\b/],
];
/** Lines whose sides are states of one thing: to name one denies the other, also without an "only". */
const states: ReadonlySet<number> = new Set([2, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19]);
const exclusive = /\bonly\b|\bjust\b|\bsolely\b|\bexclusively\b|\bprefer(?:s|red|ably)?\b|\brather\b|^by \w+|\bplease$/;
const denied = /\b(?:instead of|rather than|in place of|do not|dont|not|no|never|without)\b[^,;.:–—-]*/g;

/**
 * What a question says to the matter of a column by naming its alternative: "Paper receipts only" is against e-mail, "Post, not
 * e-mail" for post. Null where it names none, as most do.
 */
export function stanceOn(asked: string, matter: string): Stand | null {
  const [text, other] = [spoken(asked), spoken(matter)];
  const refused = (text.match(denied) ?? []).join(" ");
  const wanted = text.replaceAll(denied, " ");
  for (const [at, sides] of alternatives.entries()) {
    const [own, theirs, not] = [wanted, other, refused].map((one) => sides.filter((side) => side.test(one)));
    const [side] = theirs ?? [];
    if (!own || !not || !side || theirs?.length !== 1) continue;
    if (own.includes(side)) return not.length > 0 && !not.includes(side) ? "for" : null;
    if (own.length !== 1) continue;
    if (not.includes(side) || exclusive.test(text) || states.has(at)) return "against";
  }
  return null;
}

function spoken(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replaceAll(/e-(?=mail)/g, "e")
    .replaceAll(/['’]/g, "")
    .replaceAll(/[_\s]+/g, " ")
    .trim();
}

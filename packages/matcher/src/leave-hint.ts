/** What a field's name says against carrying it. */
export interface LeaveHint {
  readonly why: string;
  /** Whether nothing else about the field matters. */
  readonly isSure: boolean;
}

/** Why a field's name says that nobody wants it carried, null when it does not. */
export function leaveHint(label: string): LeaveHint | null {
  return hints.find(({ pattern }) => pattern.test(label)) ?? null;
}

const hints: readonly (LeaveHint & { readonly pattern: RegExp })[] = [
  {
    pattern:
      /ignore (?:all|any|previous|the above)|previous instructions|system prompt|map (?:every|all|each)\b|\b(?:assign|set|give|mark) (?:all|every|each)\b|set confidence|^\s*system:|disregard|you are (?:an?|the)\b/i,
    why: "The name reads like an order to a machine; it is a name and nothing is done because of it.",
    isSure: true,
  },
  {
    pattern:
      /\bdup(?:licate|e)?\b|\bdo not use\b|\bdon['’]?t use\b|\bnot (?:in )?use(?:d)?\b|\bunused\b|\bobsolete\b|\bsuperseded\b|\breplaced by\b|\bno longer (?:in )?use(?:d)?\b|\bdiscontinued\b|\bdeprecated\b|\bredundant\b|\bdelete(?: me)?\b|\bignore\b|\bz{2,}\b|\bxx+\b|\bne plus \w+r\b|\bnicht mehr \w+en\b|\bno usar\b|\bniet (?:meer )?gebruiken\b/i,
    why: "Its name says that it is not used any more.",
    isSure: true,
  },
  {
    pattern: /\bold\b|\bprevious system\b|\bpre[- ]?(?:19|20)\d\d\b|\blegacy\b|\barchived?\b/i,
    why: "Its name says that it is an old one.",
    isSure: false,
  },
  {
    pattern:
      /^\W*test(?:ing|s)?(?:[ _-]*(?:field|only|\d+|x+|abc|please))*\W*$|\btest (?:field|question|entry)\b|\bplaceholder\b|\bsample field\b|^(?:new |untitled )?field ?\d*$/i,
    why: "It looks like a trial.",
    isSure: true,
  },
  {
    pattern:
      /\bscanned\b|\buse only\b|\bstaff only\b|\bnot for release\b|\bprivate (?:notes?|to)\b|\beyes only\b|\bshredded\b|\btyped up\b|\bfiled\b|\binternal (?:use|only|notes?)\b|\badmin only\b|\boffice only\b|\((?:mine|own|private|personal)\)|\bsupervision (?:log|notes?|only)\b|\bdon['’]?t release\b|\bfor office\b/i,
    why: "It is for the clinic's own work in Cliniko.",
    isSure: false,
  },
];

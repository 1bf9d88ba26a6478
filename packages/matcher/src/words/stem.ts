/** Endings that change a word's class, not what it is about; longest first. Not `-er`: carer and care are two things. */
const endings =
  "isations|isation|ations|ation|ments|ment|ingly|edly|ings|ing|ied|ies|ions|ion|ives|ive|als|al|ance|ence|able|ed|es|s|e|y".split(
    "|",
  );

/** What words of one family have in common: referral, referred and referring; approve and approval. */
export function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
  let stemmed = word;
  for (let round = 0; round < 2; round++) {
    const ending = endings.find((end) => stemmed.endsWith(end) && stemmed.length - end.length >= 4);
    if (ending === undefined || /ss$/.test(stemmed)) break;
    stemmed = stemmed.slice(0, -ending.length);
  }
  return stemmed.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
}

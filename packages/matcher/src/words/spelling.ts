/** Words whose British, Australian and American spellings follow no rule, American first. */
const pairs: Readonly<Record<string, string>> = {
  color: "colour",
  center: "centre",
  program: "programme",
  dependent: "dependant",
  enrollment: "enrolment",
  license: "licence",
  practise: "practice",
  fulfill: "fulfil",
  gray: "grey",
  check: "cheque",
  kilometer: "kilometre",
  kilometers: "kilometre",
  mom: "mum",
  specialty: "speciality",
  behavior: "behaviour",
  behaviors: "behaviour",
  favorite: "favourite",
  labor: "labour",
  honor: "honour",
  counselor: "counsellor",
  counseling: "counselling",
  seperated: "separated",
  adress: "address",
  wheelchair: "wheelchair",
};

/** One spelling of a word for Australia, Britain and the United States. */
export function spelling(word: string): string {
  const own = Object.hasOwn(pairs, word) ? pairs[word] : undefined;
  if (own !== undefined) return own;
  return word
    .replace(/iz(e|ed|es|er|ing|ation|ations)$/, "is$1")
    .replace(/^(p)(?:ae|e)(diatr)/, "$1ae$2")
    .replace(/^(orthop)(?:ae|e)(dic)/, "$1ae$2")
    .replace(/^(an)(?:ae|e)(sthe)/, "$1ae$2")
    .replace(/^(gyn)(?:ae|e)(co)/, "$1ae$2")
    .replace(/^(h)(?:ae|e)(mo|mat)/, "$1ae$2");
}

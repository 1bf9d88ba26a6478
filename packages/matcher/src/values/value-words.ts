/** Words that carry no meaning of their own in an option. */
const fillers = new Set<string>(
  "a an the of to for in on at by and or is are was be been it its please pls pty etc per times stuff thing things issue issues status type value code as from this that has have been any".split(
    " ",
  ),
);

/** One form for numbers written out, spellings of three countries, and shorthand of clinics. */
const written: Readonly<Record<string, string>> = {
  "0": "zero",
  "1": "one",
  "2": "two",
  "3": "three",
  "4": "four",
  "5": "five",
  "6": "six",
  "7": "seven",
  "8": "eight",
  "9": "nine",
  "10": "ten",
  once: "one",
  twice: "two",
  thrice: "three",
  "1st": "first",
  "2nd": "second",
  "3rd": "third",
  acct: "account",
  admin: "administration",
  anaesthetic: "anesthetic",
  anaesthesia: "anesthesia",
  approx: "approximately",
  appt: "appointment",
  asst: "assistant",
  ax: "assessment",
  bilat: "bilateral",
  cntr: "center",
  centre: "center",
  colour: "color",
  chiro: "chiropractor",
  cond: "condition",
  coord: "coordinator",
  cx: "cancelled",
  canceled: "cancelled",
  depr: "depression",
  dept: "department",
  diff: "difficulty",
  discont: "discontinued",
  doc: "doctor",
  dr: "doctor",
  dx: "diagnosis",
  emerg: "emergency",
  foetal: "fetal",
  foetus: "fetus",
  freq: "frequency",
  fx: "fracture",
  govt: "government",
  gynaecology: "gynecology",
  haematology: "hematology",
  haemoglobin: "hemoglobin",
  hosp: "hospital",
  hr: "hour",
  hrs: "hours",
  hx: "history",
  info: "information",
  insur: "insurance",
  lab: "laboratory",
  max: "maximum",
  mgd: "managed",
  mgmt: "management",
  mgr: "manager",
  min: "minimum",
  mins: "minutes",
  mob: "mobile",
  mod: "moderate",
  mth: "month",
  mths: "months",
  natl: "national",
  oesophagus: "esophagus",
  oesophageal: "esophageal",
  op: "operation",
  ortho: "orthopedic",
  orthopaedic: "orthopedic",
  paed: "pediatric",
  paediatric: "pediatric",
  paediatrics: "pediatrics",
  ped: "pediatric",
  ph: "phone",
  physio: "physiotherapy",
  post: "posterior",
  pref: "preferred",
  prelim: "preliminary",
  prob: "probable",
  psych: "psychology",
  pt: "patient",
  pts: "patients",
  qtr: "quarter",
  reg: "registered",
  rehab: "rehabilitation",
  rx: "treatment",
  sched: "scheduled",
  std: "standard",
  sx: "symptoms",
  tel: "telephone",
  temp: "temporary",
  tumour: "tumor",
  tx: "treatment",
  unexpl: "unexplained",
  wk: "week",
  wks: "weeks",
  wt: "weight",
  yr: "year",
  yrs: "years",
};

const suffixes = [
  "iness",
  "ness",
  "ations",
  "ation",
  "ically",
  "ments",
  "ment",
  "ings",
  "ing",
  "ized",
  "ised",
  "edly",
  "ions",
  "ion",
]
  .concat(["ies", "ied", "ally", "ical", "ers", "ed", "es", "er", "al", "ly", "or", "ic", "y", "s", "e"])
  .sort((a, b) => b.length - a.length);

/** A text in small letters without accents and marks, single spaces. */
export function plainText(text: string): string {
  if (/^\s*\+{1,3}\s*$/.test(text)) return text.trim().replaceAll("+", "plus ").trim();
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/['’`]s\b/g, "s")
    .replaceAll(/['’`]/g, "")
    .replaceAll(/\be[- ]mail/g, "email")
    .replaceAll("w/o", "without ")
    .replaceAll(/\bw\/\s+/g, "with ")
    .replaceAll(/\b(\d+)\s?x\b/g, "$1 times ")
    .replaceAll(/\b([a-z])\/(?=[a-z]{3})/g, "$1")
    .replaceAll("&", " and ")
    .replaceAll(/\+(?=\s|\w)/g, " and ")
    .replaceAll(/[^\p{L}\p{N}<>%✓✔☑√☒]+/gu, " ")
    .trim();
}

/** The words of an option that say something, in one spelling; all of them when none would be left. */
export function valueWords(text: string): readonly string[] {
  const all = plainText(text)
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => (Object.hasOwn(written, word) ? (written[word] ?? word) : word));
  const telling = all.filter((word) => !fillers.has(word));
  return telling.length > 0 ? telling : all;
}

/** A word without its ending: separated, separation and separately are one. */
export function stemOf(word: string): string {
  let stem = word;
  for (let round = 0; round < 2; round += 1) {
    const suffix = suffixes.find((one) => stem.endsWith(one) && stem.length - one.length >= 4);
    if (suffix === undefined) break;
    stem = stem.slice(0, -suffix.length);
  }
  return stem;
}

/** What an option lists side by side: "Husband/Wife or Partner" has three parts. */
export function partsOf(text: string): readonly string[] {
  const joined = text.replaceAll(/\b([A-Za-z])\/(?=[A-Za-z]{3})/g, "$1");
  return joined
    .split(/\s*[/,;|]\s*|\s+[-–—]+\s*|:\s+|\s+(?:or|and|&)\s+/i)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Short forms of clinics and address books, with what they stand for. */
const shortForms: Readonly<Record<string, string>> = {
  addr: "address",
  appt: "appointment",
  bday: "birth date",
  birthday: "birth date",
  birthdate: "birth date",
  cell: "mobile phone",
  cellphone: "mobile phone",
  dob: "birth date",
  dr: "doctor",
  dva: "veterans affairs",
  em: "email",
  emerg: "emergency",
  exp: "expiry",
  expires: "expiry",
  fname: "first name",
  forename: "first name",
  given: "first",
  gp: "general practitioner",
  hcc: "health care card",
  ihi: "individual healthcare identifier",
  lname: "last name",
  med: "medical",
  mhcp: "mental health care plan",
  mob: "mobile phone",
  mum: "mother",
  dad: "father",
  mrn: "medical record number",
  nok: "next of kin",
  num: "number",
  no: "number",
  nr: "number",
  occ: "occupation",
  org: "organisation",
  ph: "phone",
  postcode: "postal code",
  pref: "preferred",
  qty: "quantity",
  ref: "reference",
  surname: "last name",
  family: "last",
  tel: "phone",
  telephone: "phone",
  zip: "postal code",
};

/** One spelling for the words of Australia, Britain and the United States. */
const spellings: Readonly<Record<string, string>> = {
  organization: "organisation",
  specialty: "speciality",
  color: "colour",
  center: "centre",
  program: "programme",
  dependent: "dependant",
  enrollment: "enrolment",
};

/** Words that logical names are made of without a gap (`emailaddress1`, `spousesname`). */
const glued = [
  ..."address anniversary annual assistant birth business card category childrens city code company contact country county"
    .split(" ")
    .concat(
      "credit date day department description email employee expiry family fax first gender government".split(" "),
    )
    .concat("health home id income insurance job kin last limit line manager medicare method middle mobile".split(" "))
    .concat(
      "name nick notes number of phone policy postal preferred provider reference salutation spouses state".split(" "),
    )
    .concat("status suffix telephone time title type url user web website work identifier next".split(" ")),
].sort((a, b) => b.length - a.length);

/** Words that say little about which field it is. */
const weak = new Set([
  "number",
  "name",
  "date",
  "code",
  "type",
  "details",
  "id",
  "field",
  "value",
  "of",
  "information",
]);

/** Words of a label or a logical name: prefix off, short forms written out, one spelling, singular. Digits stand alone. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/^[a-z0-9]{2,8}_(?=[a-z])/, "")
    .replaceAll(/['’]s\b/g, "")
    .replaceAll("#", " number ");
  return plain
    .split(/[^a-z0-9]+/)
    .flatMap((word) => word.match(/[a-z]+|\d+/g) ?? [])
    .flatMap(parted)
    .flatMap((word) => (shortForms[word] ?? word).split(" "))
    .map((word) => stem(spellings[word] ?? word))
    .filter((word) => word !== "" && !["the", "a", "an", "is", "your", "s", "please"].includes(word));
}

/** How much a word tells, 1 for most. */
export function weightOf(word: string): number {
  return weak.has(word) ? 0.4 : 1;
}

/** Takes a name written without gaps apart, when it is made of known words to its end. */
function parted(word: string): readonly string[] {
  if (word in shortForms || glued.includes(word)) return [word];
  const head = glued.find((part) => word.startsWith(part) && tail(word.slice(part.length)) !== null);
  return head === undefined ? [word] : [head, ...(tail(word.slice(head.length)) ?? [])];
}

function tail(rest: string): readonly string[] | null {
  if (rest === "") return [];
  for (const part of glued) {
    const after = rest.startsWith(part) ? tail(rest.slice(part.length)) : null;
    if (after !== null) return [part, ...after];
  }
  return null;
}

function stem(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^s]s$/.test(word) && !/(us|is)$/.test(word) ? word.slice(0, -1) : word;
}

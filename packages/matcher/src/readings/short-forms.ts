import { isForgotten } from "../words/forgetting.ts";

/** Short forms that stand for several things in clinics, with what they may mean beside what they are written out as. */
const meanings: { readonly [short: string]: readonly string[] } = {
  cm: ["centimetre"],
  "w/c": ["waist circumference", "wheelchair"],
  wc: ["waist circumference", "wheelchair"],
  hr: ["heart rate"],
  rx: ["prescription", "medication"],
  sx: ["symptoms"],
  pt: ["physiotherapy"],
  ra: ["rheumatoid arthritis"],
  cx: ["cervical spine"],
  fx: ["function"],
  dol: ["date of accident"],
  doa: ["date of admission", "date of injury"],
  adj: ["adjuster", "adjudicator"],
  ice: ["emergency contact"],
  tc: ["treatment cycle"],
  pc: ["presenting complaint", "postcode"],
  mh: ["medical history", "mental health"],
  fh: ["family history"],
  sh: ["social history"],
  ph: ["past history"],
  dh: ["medication"],
  sw: ["social worker", "support worker"],
  ep: ["exercise physiologist"],
  ca: ["claim agent"],
  pp: ["payment plan"],
  med: ["medication", "medical"],
  temp: ["temporary"],
  tp: ["treatment plan"],
  pres: ["presenting"],
  ex: ["exercise"],
  st: ["start"],
  resp: ["respiratory"],
  acc: ["account", "accident"],
  ms: ["marital status"],
  np: ["new patient"],
};
/** More of them, as they were listed later. */
const further: { readonly [short: string]: readonly string[] } = {
  surgery: ["gp surgery"],
  practice: ["gp practice"],
  clinic: ["gp clinic"],
  extras: ["health fund"],
  mx: ["management"],
  educ: ["advice given"],
  rtc: ["return in weeks"],
  tca: ["return in weeks"],
  pr: ["parental responsibility", "progress"],
  icd: ["implanted device"],
  pop: ["prolapse"],
  ob: ["obstetrician"],
  g: ["gravida"],
  p: ["parity"],
  cos: ["coordinator of supports"],
  po: ["purchase order"],
  wo: ["work order"],
  rtp: ["return to play"],
  rts: ["return to sport"],
  "w/s": ["worksafe"],
  "w/l": ["waiting list since"],
  "c/s": ["caesarean births"],
  "l/r": ["side of injury"],
  "r/l": ["side of injury"],
  "h/o": ["history of"],
  "p/c": ["presenting complaint"],
  "s/e": ["side effects"],
  "n/k": ["next of kin"],
  "p/h": ["past history"],
  "s/w": ["social worker"],
  "o/t": ["occupational therapy"],
  pmi: ["private medical insurer"],
  ctg: ["closing the gap"],
  dp: ["dorsalis pedis"],
  pt: ["posterior tibial"],
  dram: ["rectus diastasis"],
  hist: ["history"],
  comp: ["complaint", "company"],
  comm: ["community"],
  prov: ["provisional", "province"],
  con: ["contact", "concession"],
  car: ["motor accident"],
  mgr: ["plan manager"],
  ref: ["referral", "referrer"],
  dis: ["disability", "discharge"],
  occ: ["occupational", "occasions"],
  op: ["surgery"],
  pts: ["points used"],
  homework: ["advice given"],
  capacity: ["work capacity"],
  size: ["shoe size"],
  uses: ["mobility aids"],
};
const most = 3;

/** A label with each of its ambiguous short forms written out the other ways. */
export function writtenOutOtherwise(label: string): readonly string[] {
  const parts = label.split(/(\b[A-Za-z]\/[A-Za-z]\b|[A-Za-z]+(?![A-Za-z\d]))/);
  return parts
    .flatMap((part, at) => {
      const key = part.toLowerCase();
      const others = Object.hasOwn(meanings, key) && !isForgotten(key) ? (meanings[key] ?? []) : [];
      const more = Object.hasOwn(further, key) && !isForgotten(key, true) ? (further[key] ?? []) : [];
      return [...more, ...others].map((other) => parts.with(at, other).join(""));
    })
    .slice(0, most);
}

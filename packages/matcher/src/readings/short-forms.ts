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
const most = 3;

/** A label with each of its ambiguous short forms written out the other ways. */
export function writtenOutOtherwise(label: string): readonly string[] {
  const parts = label.split(/(\b[A-Za-z]\/[A-Za-z]\b|[A-Za-z]+)/);
  return parts
    .flatMap((part, at) => {
      const key = part.toLowerCase();
      const others = Object.hasOwn(meanings, key) && !isForgotten(key) ? (meanings[key] ?? []) : [];
      return others.map((other) => parts.with(at, other).join(""));
    })
    .slice(0, most);
}

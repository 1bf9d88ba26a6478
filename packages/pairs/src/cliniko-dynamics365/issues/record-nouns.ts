/** What people call one and many records of a map. */
const nouns: { readonly [mapping: string]: readonly [one: string, many: string] } = {
  "appointment-type": ["appointment type", "appointment types"],
  company: ["company", "companies"],
  "contact-person": ["contact person", "contact persons"],
  patient: ["patient", "patients"],
  "practitioner-contact": ["practitioner's profile", "practitioners' profiles"],
  practitioner: ["practitioner", "practitioners"],
  "price-list": ["price list", "price lists"],
  product: ["product", "products"],
  "product-price": ["product price", "product prices"],
  "billable-item": ["billable item", "billable items"],
  "billable-item-price": ["billable item price", "billable item prices"],
  "insurance-profile": ["insurance profile", "insurance profiles"],
  "appointment-task": ["appointment", "appointments"],
  appointment: ["appointment's details", "appointments' details"],
  "treatment-note": ["treatment note", "treatment notes"],
  "treatment-note-record": ["treatment note's details", "treatment notes' details"],
  invoice: ["invoice", "invoices"],
  "invoice-line": ["invoice line", "invoice lines"],
  "communication-email": ["e-mail", "e-mails"],
  "communication-phone-call": ["phone call", "phone calls"],
  "communication-other": ["message or memo", "messages and memos"],
  "sharepoint-site": ["SharePoint site", "SharePoint sites"],
  "document-library": ["document library", "document libraries"],
  "patient-files": ["folder of all patients", "folders of all patients"],
  "patient-folder": ["patient's folder", "patients' folders"],
  attachment: ["file", "files"],
};

/** What so many records of a map are called: "invoice", "invoices". */
export function nounOf(mapping: string, count: number): string {
  const known = nouns[mapping];
  if (known === undefined) return count === 1 ? `record of ${mapping}` : `records of ${mapping}`;
  return count === 1 ? known[0] : known[1];
}

/** Whether a map has names of its own. */
export function hasNoun(mapping: string): boolean {
  return nouns[mapping] !== undefined;
}

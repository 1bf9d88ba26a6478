import { noMemory, type SourceField, type TargetColumn } from "@flit/core/matcher";
import { columnMatcher } from "@flit/matcher/column-matcher";

/** A made-up account larger than any clinic's: every pair of a whose and a what is a field or a column. */
const whose =
  "Mother,Father,GP,Case manager,Next of kin,Emergency contact,Plan manager,Employer,School,Specialist,Insurer,Carer,Surgeon,Referrer,Nominee,Support coordinator,Partner,Teacher,Pharmacy,Lawyer,Guardian,Dentist,Landlord,Interpreter,Payer,Therapist,Psychiatrist,Sibling".split(
    ",",
  );
const what =
  "name,phone,email,address,suburb,fax,notes,start date,expiry,review date,relationship,reference number,preferred time,consent,visits approved,visits used,language,fee,card number,status,kilometres,opening hours,letter sent,website,first contact".split(
    ",",
  );
const short = {
  "Case manager": "Case mgr",
  "Next of kin": "NOK",
  "Emergency contact": "Emerg. contact",
  Mother: "Mum",
  Father: "Dad",
};

const pairs = whose.flatMap((one) => what.map((other) => [one, other] as const));
const fields = Array.from({ length: 300 }, (_, at): SourceField => {
  const [one, other] = pairs[(at * 7) % pairs.length] ?? ["", ""];
  const said = Object.entries(short).find(([long]) => long === one)?.[1] ?? one;
  return {
    id: String(at),
    label: `${said} ${other}`,
    section: at % 3 === 0 ? one : null,
    type: "text",
    options: [],
    longest: 50,
  };
});
const columns = Array.from({ length: 700 }, (_, at): TargetColumn => {
  const [one, other] = pairs[at % pairs.length] ?? ["", ""];
  const name = `new_${one}${other}${at}`.toLowerCase().replaceAll(" ", "");
  return { name, label: `${one} ${other}`, type: "text", maxLength: 100, options: [], isCustom: true };
});
const begin = performance.now();
columnMatcher.propose(fields, columns, noMemory);
const milliseconds = performance.now() - begin;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ fields: fields.length, columns: columns.length, milliseconds, megabytes }));

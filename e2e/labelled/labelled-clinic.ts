import { fileURLToPath } from "node:url";
import type { CustomFieldSection } from "@flit/sandbox/cliniko/custom-fields";
import {
  type GoldClinic,
  type GoldRow,
  type GoldSource,
  type GoldTarget,
  readClinics,
} from "../../bench/evaluate/gold-clinic.ts";

/** A clinic of which people said where each field belongs; the repository keeps it with those the matcher is measured on. */
export function labelledClinic(name: string): GoldClinic {
  const folder = fileURLToPath(new URL("../../bench/evaluate/data/", import.meta.url));
  const found = readClinics(folder).find(({ clinic }) => clinic === name);
  if (!found) throw new Error(`No labelled clinic is called ${name}.`);
  return found;
}

/** Another account of the clinic: other ids, and some of its questions put into other words. */
export interface Account {
  /** Hexadecimal digits that all its ids begin with. */
  readonly series: string;
  /** New words by the old ones. */
  readonly reworded?: { readonly [label: string]: string };
}

/** What is right of one field of a patient. */
export interface Right {
  /** As the audit names it: the key, or `custom:` and the token. */
  readonly path: string;
  readonly label: string;
  readonly isCustom: boolean;
  readonly decision: GoldRow["decision"];
  /** The columns that are right, where the field belongs into one that is there. */
  readonly columns: readonly string[];
}

/** The clinic's form for patients as Cliniko has it, with answers that its columns can hold. */
export function formOf(clinic: GoldClinic, account: Account): readonly CustomFieldSection[] {
  const sections = Map.groupBy(customFields(clinic), ({ section }) => section ?? "");
  return [...sections].map(([name, fields], index) => ({
    name,
    token: `${account.series}-0000-4000-8000-${String(index).padStart(12, "0")}`,
    fields: fields.map((source) => ({
      name: wordsOf(source, account),
      token: tokenOf(source, account),
      type: typeOf(source),
      answers: answersOf(source, targetOf(source, clinic)),
      ...(source.options && {
        options: labelsOf(source).map((option, at) => ({
          name: option,
          token: tokenOf(source, account).replace("-4000-", `-4${String(at + 1).padStart(3, "0")}-`),
        })),
      }),
    })),
  }));
}

/** Where each of a patient's fields belongs, the account's own first. Those that people have to choose between are left out. */
export function rightOf(clinic: GoldClinic, account: Account): readonly Right[] {
  const own = customFields(clinic);
  const fixed = clinic.sources.filter(({ kind, object }) => kind === "fixed" && object === "patient");
  return [...own, ...fixed].flatMap((source): Right[] => {
    const gold = clinic.gold.find((row) => row.source === source.id);
    if (!gold || gold.decision === "conflict") return [];
    const isCustom = source.kind === "custom_field";
    return [
      {
        path: isCustom ? `custom:${tokenOf(source, account)}` : source.path.slice("patient.".length),
        label: wordsOf(source, account),
        isCustom,
        decision: gold.decision,
        columns: [gold.target, ...(gold.acceptable ?? [])].flatMap(
          (id) => clinic.targets.find((target) => target.id === id)?.logicalName ?? [],
        ),
      },
    ];
  });
}

/** Columns of contacts that the organisation made for itself. */
export function ownColumns({ targets }: GoldClinic): readonly GoldTarget[] {
  return targets.filter(({ table, custom }) => table === "contact" && custom === true);
}

function customFields({ sources }: GoldClinic): readonly GoldSource[] {
  return sources.filter(({ kind, object }) => kind === "custom_field" && object === "patient");
}

function wordsOf({ label }: GoldSource, { reworded }: Account): string {
  return reworded?.[label] ?? label;
}

function tokenOf({ id }: GoldSource, { series }: Account): string {
  return `${series}-0001-4000-8000-${id.replace(/\D/g, "").padStart(12, "0")}`;
}

function typeOf({ label, type }: GoldSource) {
  const known = (["text", "paragraph", "date", "checkboxes", "radiobuttons"] as const).find((one) => one === type);
  if (!known) throw new Error(`Cliniko asks for no ${type}: ${label}.`);
  return known;
}

function targetOf({ id }: GoldSource, { gold, targets }: GoldClinic): GoldTarget | undefined {
  const right = gold.find(({ source }) => source === id)?.target;
  return targets.find((target) => target.id === right);
}

function labelsOf({ options }: GoldSource): readonly string[] {
  return (options ?? []).map((option) => (typeof option === "string" ? option : option.label));
}

/** Invented, and such as the column takes. */
function answersOf(source: GoldSource, target: GoldTarget | undefined): readonly string[] {
  if (source.options) return labelsOf(source);
  if (source.type === "date") return ["2024-03-11", "2025-08-02", "2026-01-19"];
  if (target?.type === "Integer") return ["6", "8", "12"];
  if (target?.type === "Decimal" || target?.type === "Money") return ["18.5", "21.0", "23.4"];
  if (/e-?mail/i.test(source.label)) return ["ash@home.example", "billie@home.example", "charlie@home.example"];
  if (/mobile|phone|\btel\b/i.test(source.label)) return ["0491 570 156", "0491 570 157", "0491 570 158"];
  return ["Reply A", "Reply B", "Reply C"];
}

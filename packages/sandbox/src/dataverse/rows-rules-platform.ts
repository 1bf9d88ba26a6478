import type { Row, Value } from "./model.ts";
import { badRequest } from "./rows-errors.ts";
import type { RuleContext, TableRules } from "./rows-rule.ts";

/** A publisher's prefix names every component made under it, so it is checked and cannot be taken twice. */
export const publisherRules: TableRules = {
  beforeCreate(context, values) {
    refuseTaken(context, values, "uniquename", "0x8004f01c", "A publisher with this unique name already exists.");
    checkPrefixes(values);
  },
  beforeUpdate(_context, row, changes) {
    const wanted = changes.get("customizationprefix");
    if (wanted !== undefined && wanted !== row.values.get("customizationprefix")) {
      throw badRequest(
        "0x80044366",
        "The customization prefix of a publisher cannot be changed while components use it.",
      );
    }
    checkPrefixes(changes);
  },
};

/** Unique names of solutions have a narrow alphabet. */
export const solutionRules: TableRules = {
  beforeCreate(context, values) {
    const name = values.get("uniquename");
    if (typeof name === "string" && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw badRequest(
        "0x8004f002",
        "Invalid character specified for solution unique name. Only characters within the ranges [A-Z], [a-z], [0-9] or _ are allowed. The first character may only be in the ranges [A-Z], [a-z] or _.",
      );
    }
    refuseTaken(
      context,
      values,
      "uniquename",
      "0x8004f023",
      `The solution unique name '${String(name)}' is already being used and cannot be used again.`,
    );
    values.set("ismanaged", false);
    values.set("isvisible", true);
    values.set("installedon", values.get("createdon") ?? null);
  },
};

/** Notes know what they belong to, and how large their file is; the organisation caps it. */
export const noteRules: TableRules = {
  beforeCreate: (context, values) => setFile(context, values),
  beforeUpdate: (context, _row, changes) => setFile(context, changes),
};

/** Folder names that SharePoint would refuse are refused here already. */
export const siteRules: TableRules = {
  beforeCreate: (_context, values) => checkFolder(values.get("relativeurl")),
  beforeUpdate: (_context, _row, changes) => checkFolder(changes.get("relativeurl")),
};

function checkPrefixes(values: ReadonlyMap<string, Value>): void {
  const prefix = values.get("customizationprefix");
  if (typeof prefix === "string" && (!/^[a-z][a-z0-9]{1,7}$/i.test(prefix) || /^mscrm/i.test(prefix))) {
    throw badRequest(
      "0x80044366",
      "The customization prefix must be 2 to 8 letters or digits, start with a letter and not start with 'mscrm'.",
    );
  }
  const number = values.get("customizationoptionvalueprefix");
  if (typeof number === "number" && (number < 10_000 || number > 99_999)) {
    throw badRequest("0x80048402", "CustomizationOptionValuePrefix must be a number between 10000 and 99999");
  }
}

function refuseTaken(
  { environment, table }: RuleContext,
  values: ReadonlyMap<string, Value>,
  column: string,
  code: string,
  message: string,
): void {
  const taken = environment.store.matching(table.logicalName, [column], [values.get(column) ?? null]);
  if (taken.length > 0) throw badRequest(code, message);
}

function setFile({ environment }: RuleContext, values: Map<string, Value>): void {
  const owner = values.get("objectid");
  if (typeof owner === "object" && owner !== null) values.set("objecttypecode", owner.table);
  if (!values.has("documentbody")) return;
  const body = values.get("documentbody");
  const text = typeof body === "string" ? body : "";
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw badRequest("0x80040203", "documentbody is not base64.");
  const size = Math.floor((text.replace(/=+$/, "").length * 3) / 4);
  const organisation: Row | undefined = environment.store.get("organization", environment.ids.organizationId);
  if (size > Number(organisation?.values.get("maxuploadfilesize") ?? 5_242_880)) {
    throw badRequest("0x80044a02", "Attachment file size is too big.");
  }
  const blocked = String(organisation?.values.get("blockedattachments") ?? "").split(";");
  const extension = /\.([^.]+)$/.exec(String(values.get("filename") ?? ""))?.[1]?.toLowerCase();
  if (extension !== undefined && blocked.includes(extension)) {
    throw badRequest(
      "0x80043e09",
      "The attachment is either not a valid type or is too large. It cannot be uploaded or downloaded.",
    );
  }
  values.set("filesize", size);
  values.set("isdocument", text !== "");
}

function checkFolder(relative: Value | undefined): void {
  if (typeof relative !== "string") return;
  const isBad = /["*:<>?\\|#%~&{}]/.test(relative) || /^[./ ]|[./ ]$|\.\.|\.(aspx|ashx|asmx|svc)$/i.test(relative);
  if (!isBad) return;
  throw badRequest("0x80048054", "The relative url contains invalid characters. Please use a different name.");
}

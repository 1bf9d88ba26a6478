import { type Body, readBody, readText } from "./metadata-body.ts";
import { deleteOption, insertOption, updateOption } from "./metadata-choices.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { dependencyRows } from "./metadata-dependencies.ts";
import { createFinder } from "./metadata-find.ts";
import { reactivateKey } from "./metadata-keys.ts";
import type { PathStep } from "./metadata-path.ts";
import type { WebApiReply, WebApiRequest } from "./model.ts";
import { queryError, resourceNotFound } from "./rows-errors.ts";

type Message = (context: MetadataContext, request: WebApiRequest) => WebApiReply;

const done: WebApiReply = { status: 204, headers: {} };

const insert =
  (type: string): Message =>
  (context, request) => ({
    status: 200,
    headers: {},
    body: {
      "@odata.context": `${request.baseUrl}/$metadata#Microsoft.Dynamics.CRM.${type}Response`,
      NewOptionValue: insertOption(context, readBody(request.body)),
    },
  });

/** Unbound actions that change the schema. */
export const messages: Readonly<Record<string, Message>> = {
  InsertOptionValue: insert("InsertOptionValue"),
  InsertStatusValue: insert("InsertStatusValue"),
  UpdateOptionValue: (context, request) => {
    updateOption(context, readBody(request.body));
    return done;
  },
  DeleteOptionValue: (context, request) => {
    deleteOption(context, readBody(request.body));
    return done;
  },
  ReactivateEntityKey: (context, request) => {
    const body = readBody(request.body);
    const find = createFinder(context, true);
    const named = (property: string): PathStep => ({
      name: property,
      arguments: new Map([["LogicalName", readText(body, property) ?? ""]]),
    });
    const table = find.table(named("EntityLogicalName"));
    reactivateKey(context, table, find.key(table, named("EntityKeyLogicalName")));
    return done;
  },
  PublishXml: (_context, request) => {
    if (!readText(readBody(request.body), "ParameterXml")?.includes("<importexportxml")) {
      throw queryError("The import file is invalid. XSD validation failed.");
    }
    return done;
  },
  PublishAllXml: () => done,
};

/** Unbound functions about the schema. */
export function callFunction(context: MetadataContext, request: WebApiRequest, [step]: readonly PathStep[]): Body {
  if (step === undefined) throw resourceNotFound("");
  const response = `${request.baseUrl}/$metadata#`;
  if (step.name === "RetrieveProvisionedLanguages") {
    return {
      "@odata.context": `${response}Microsoft.Dynamics.CRM.RetrieveProvisionedLanguagesResponse`,
      RetrieveProvisionedLanguages: [context.metadata.languageCode],
    };
  }
  const objectId = step.arguments.get("ObjectId");
  const componentType = Number(step.arguments.get("ComponentType"));
  if (objectId === undefined || Number.isNaN(componentType)) {
    throw queryError("RetrieveDependenciesForDelete needs ObjectId and ComponentType.");
  }
  return { "@odata.context": `${response}dependencies`, value: dependencyRows(context, objectId, componentType) };
}

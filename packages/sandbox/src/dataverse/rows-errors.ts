import { DataverseError } from "./model.ts";

/** The platform's own words for what goes wrong with a payload, a key or a query; texts recorded where known. */

const help =
  "For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : ";

/** The body does not fit the entity's type. */
export function payloadError(table: string, inner: string): DataverseError {
  const message = `Error identified in Payload provided by the user for Entity :'${table}', ${help}${inner}`;
  return new DataverseError(400, "0x80048d19", message);
}

/** An annotation such as `x@odata.bind` names no navigation property of this table, in this spelling. */
export function undeclaredProperty(name: string): DataverseError {
  return payloadError(
    "",
    `Microsoft.OData.ODataException: An undeclared property '${name}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
  );
}

export function invalidProperty(table: string, name: string): DataverseError {
  return payloadError(
    table,
    `Microsoft.Crm.CrmException: Invalid property '${name}' was found in entity 'Microsoft.Dynamics.CRM.${table}'. ---> Microsoft.OData.ODataException: Does not support untyped value in non-open type.`,
  );
}

export function cannotConvert(table: string, literal: unknown, edmType: string): DataverseError {
  return payloadError(
    table,
    `Microsoft.OData.ODataException: Cannot convert the literal '${String(literal)}' to the expected type '${edmType}'. ---> System.FormatException: Input string was not in a correct format.`,
  );
}

export const validationError = (code: string, text: string) =>
  new DataverseError(400, code, `A validation error occurred.  ${text}`);

export const badRequest = (code: string, message: string) => new DataverseError(400, code, message);

export const forbidden = (code: string, message: string) => new DataverseError(403, code, message);

/** The recorded text, for a privilege that belongs to no table. */
export const missingPrivilege = (userId: string, privilege: string) =>
  forbidden(
    "0x80040220",
    `Principal user (Id=${userId}, type=8, roleCount=1, privilegeCount=1, accessMode='0 Read-Write') is missing ${privilege} privilege`,
  );

export const doesNotExist = (table: string, id: string, code = "0x80040217") =>
  new DataverseError(404, code, `${table} With Id = ${id} Does Not Exist`);

export const resourceNotFound = (segment: string) =>
  new DataverseError(404, "0x80060888", `Resource not found for the segment '${segment}'.`);

export const noSuchColumn = (table: string, column: string) =>
  badRequest("0x80060888", `Could not find a property named '${column}' on type 'Microsoft.Dynamics.CRM.${table}'.`);

export const queryError = (message: string) => badRequest("0x80060888", message);

export const versionMismatch = () =>
  new DataverseError(
    412,
    "0x80060882",
    "The version of the existing record doesn't match the RowVersion property provided.",
  );

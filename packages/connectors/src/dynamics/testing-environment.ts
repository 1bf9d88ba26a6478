import { startTestServer, type TestReply, type TestRequest } from "../http/testing-server.ts";
import { createDynamicsConnector } from "./connector.ts";

const ok = (body: object): TestReply => ({ status: 200, body });
const list = (...value: readonly object[]) => ok({ value });
const column = (LogicalName: string, type: string) => ({
  LogicalName,
  AttributeTypeName: { Value: type },
  AttributeOf: null,
  IsValidForCreate: true,
  IsValidForUpdate: true,
});
const caller = "00000000-0000-4000-8000-0000000000aa";

/** An organisation with one table `pet` in the set `menagerie`, whose columns and behaviour are none of a usual one's. */
export async function startTestEnvironment(answer: (request: TestRequest) => TestReply | null) {
  const single = (request: TestRequest): TestReply | null => {
    const path = request.path.replace("/api/data/v9.2/", "");
    return answer({ ...request, path }) ?? describe(path);
  };
  const server = await startTestServer((request) => {
    const asked = questionsIn(request);
    if (asked.length === 0) return single(request);
    return batchReply(...asked.map((path) => partOf(single({ ...request, method: "GET", path, body: "" }))));
  });
  return { ...server, dynamics: createDynamicsConnector({ ...server.options, url: server.url }) };
}

function describe(path: string): TestReply | null {
  const table = "EntityDefinitions(LogicalName='pet')";
  if (path.startsWith("WhoAmI")) return ok({ UserId: caller, OrganizationId: caller });
  if (path.startsWith("organizations?$select=pricing"))
    return list({ pricingdecimalprecision: 3, _basecurrencyid_value: "c" });
  if (path.startsWith("organizations")) return list({ languagecode: 1031, _basecurrencyid_value: "c" });
  if (path.startsWith("transactioncurrencies(c)")) return ok({ isocurrencycode: "JPY", currencyprecision: 0 });
  if (path.startsWith("publishers") || path.startsWith("solutions") || path.startsWith("EntityDefinitions?"))
    return list();
  if (path.startsWith("sdkmessagefilters")) return list({ sdkmessagefilterid: "1" });
  if (path.startsWith(`${table}/Attributes/Microsoft.Dynamics.CRM.MoneyAttributeMetadata`))
    return list({ LogicalName: "price", Precision: 4, PrecisionSource: 2 });
  if (path.startsWith(`${table}/Attributes/`)) return list({ LogicalName: "name", MaxLength: 7 });
  if (path.startsWith(`${table}/Attributes?`))
    return list(column("petid", "UniqueidentifierType"), column("name", "StringType"), column("price", "MoneyType"));
  if (path.startsWith(`${table}/Attributes(`)) return null;
  if (path.startsWith(`${table}/`)) return list();
  if (path.startsWith(table))
    return ok({ LogicalName: "pet", EntitySetName: "menagerie", PrimaryIdAttribute: "petid", MetadataId: "m" });
  return null;
}

/** Paths a `$batch` asks for; none when it writes. */
function questionsIn({ path, body }: TestRequest): readonly string[] {
  if (!path.endsWith("/$batch")) return [];
  return [...body.matchAll(/^GET (\S+) HTTP/gm)].map(([, asked = ""]) => decodeURIComponent(asked));
}

function partOf(reply: TestReply | null): { status: number; body: object } {
  const body = reply?.body;
  return { status: reply?.status ?? 404, body: typeof body === "object" && body !== null ? body : {} };
}

/** A `$batch` answer with these statuses and bodies. */
export function batchReply(...parts: readonly { status: number; headers?: string; body?: object }[]): TestReply {
  const sections = parts.map(
    ({ status, headers = "", body }) =>
      `--r\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ${status} X\r\n${headers}\r\n${body ? JSON.stringify(body) : ""}\r\n`,
  );
  return {
    status: 200,
    headers: { "content-type": "multipart/mixed; boundary=r" },
    body: `${sections.join("")}--r--\r\n`,
  };
}

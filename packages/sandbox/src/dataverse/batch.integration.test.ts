import { afterAll, beforeEach, expect, test } from "vitest";
import { guid, startProbe } from "./server-probe.ts";

const { dataverse, call, contact, catalogue } = await startProbe();
beforeEach(() => dataverse.reset());
afterAll(() => dataverse.close());

const part = (request: string, body: object, contentId?: number) =>
  [
    "--B",
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    "",
    `${request} HTTP/1.1`,
    "Content-Type: application/json",
    "",
    JSON.stringify(body),
    "",
  ].join("\r\n");

const batch = (text: string, prefer = "") =>
  call("POST", "$batch", text, { "content-type": 'multipart/mixed; boundary="B"', ...(prefer && { prefer }) });

test("a batch stops at the first failure unless told to go on; line ends must be CRLF", async () => {
  const parts = [
    part("POST /api/data/v9.2/contacts", { contactid: guid(1) }),
    part("POST /api/data/v9.2/contacts", { bad: 1 }),
    part("POST /api/data/v9.2/contacts", { contactid: guid(2) }),
  ].join("");
  const stopped = await batch(`${parts}--B--\r\n`);
  expect(stopped.status).toBe(400);
  expect(dataverse.rowsOf("contact")).toHaveLength(1);
  dataverse.reset();
  const went = await batch(`${parts}--B--\r\n`, "odata.continue-on-error");
  expect(went.status).toBe(200);
  expect(went.text.match(/HTTP\/1\.1 (\d+)/g)).toEqual(["HTTP/1.1 204", "HTTP/1.1 400", "HTTP/1.1 204"]);
  expect(went.text).toContain(`OData-EntityId: ${dataverse.url}/api/data/v9.2/contacts(${guid(1)})`);
  const sloppy = await batch(`${parts}--B--\r\n`.replaceAll("\r\n", "\n"));
  expect([sloppy.status, sloppy.code, sloppy.message]).toEqual([
    400,
    "0x80048d19",
    expect.stringContaining("Stream was not readable."),
  ]);
});

test("a change set happens as a whole, and later items can point at earlier ones", async () => {
  const changeset = (second: object) => {
    const inner = [
      part("POST /api/data/v9.2/accounts", { name: "Clinic" }, 1),
      part("POST /api/data/v9.2/contacts", second, 2),
    ]
      .join("")
      .replaceAll("--B", "--C");
    return `--B\r\nContent-Type: multipart/mixed; boundary="C"\r\n\r\n${inner}--C--\r\n\r\n--B--\r\n`;
  };
  expect((await batch(changeset({ bad: 1 }))).status).toBe(400);
  expect(dataverse.rowsOf("account")).toHaveLength(0);
  expect((await batch(changeset({ "parentcustomerid_account@odata.bind": "$1" }))).status).toBe(200);
  const [child] = dataverse.rowsOf("contact");
  expect(child?.values.get("parentcustomerid")).toEqual({ table: "account", id: dataverse.rowsOf("account")[0]?.id });
});

test("a batch takes 1,000 requests, no batch inside, no reading in a change set and no reference forward", async () => {
  const get = (path: string) => part(`GET /api/data/v9.2/${path}`, {});
  expect((await batch(`${get("WhoAmI").repeat(1_001)}--B--\r\n`)).status).toBe(400);
  const long = `contacts?$filter=lastname eq '${"x".repeat(33_000)}'`.replaceAll(" ", "%20");
  expect((await call("GET", long)).status).toBe(414);
  expect((await batch(`${get(long)}--B--\r\n`)).status).toBe(200);
  expect((await batch(`${get(long.replace("x", "x".repeat(33_000)))}--B--\r\n`)).status).toBe(414);
  expect((await batch(`${part("POST /api/data/v9.2/$batch", {})}--B--\r\n`)).status).toBe(400);
  const changeset = (inner: string) =>
    `--B\r\nContent-Type: multipart/mixed; boundary="C"\r\n\r\n${inner.replaceAll("--B", "--C")}--C--\r\n\r\n--B--\r\n`;
  expect((await batch(changeset(get("WhoAmI")))).status).toBe(400);
  const forward = part("POST /api/data/v9.2/contacts", { "parentcustomerid_account@odata.bind": "$2" }, 1);
  const refused = await batch(changeset(forward + part("POST /api/data/v9.2/accounts", { name: "Later" }, 2)));
  expect(refused.text).toContain("Content-ID Reference: '$2' does not exist in the batch context.");
});

test("a batch answers with a boundary of its own; what was written tells its id in a header only", async () => {
  const answer = await batch(`${part("POST /api/data/v9.2/contacts", { contactid: guid(1) })}--B--\r\n`);
  const boundary = /boundary=(\S+)/.exec(answer.headers.get("content-type") ?? "")?.[1] ?? "";
  expect([boundary === "B", answer.text.startsWith(`--${boundary}\r\n`)]).toEqual([false, true]);
  expect(answer.text).toMatch(/OData-EntityId: \S+contacts\(\S+\)\r\n\r\n\r\n--/);
});

test("BulkDelete is a job: rows go later, those that refuse become failures", async () => {
  await catalogue();
  await contact({ lastname: "Gone" }, guid(7));
  const job = (table: string, id: string, value: string) => ({
    QuerySet: [
      {
        EntityName: table,
        Criteria: {
          FilterOperator: "And",
          Conditions: [
            { EntityName: table, AttributeName: id, Operator: "In", Values: [{ Type: "System.Guid", Value: value }] },
          ],
        },
      },
    ],
    JobName: "clean",
    RecurrencePattern: "",
    SendEmailNotification: false,
    ToRecipients: [],
    CCRecipients: [],
    StartDateTime: "2026-01-01T00:00:00Z",
  });
  const { StartDateTime: _left, ...incomplete } = job("contact", "contactid", guid(7));
  const refused = await call("POST", "BulkDelete", incomplete);
  expect([refused.code, refused.message]).toEqual(["0x80040203", "The required field 'StartDateTime' is missing."]);
  const [unit] = (await call("GET", "uoms?$select=uomid")).json.value;
  const started = [
    await call("POST", "BulkDelete", job("contact", "contactid", guid(7))),
    await call("POST", "BulkDelete", job("uom", "uomid", unit.uomid)),
  ];
  const ids = started.map((reply) => reply.json.JobId as string);
  await expect
    .poll(async () => (await call("GET", `asyncoperations(${ids[1]})?$select=statecode,statuscode`)).json)
    .toMatchObject({ statecode: 3, statuscode: 30 });
  expect(dataverse.rowsOf("contact")).toHaveLength(0);
  const failures = await call("GET", `bulkdeletefailures?$filter=_asyncoperationid_value eq ${ids[1]}`);
  expect(failures.json.value).toHaveLength(1);
});

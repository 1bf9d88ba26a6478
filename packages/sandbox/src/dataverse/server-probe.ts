import { createClock } from "../platform/clock.ts";
import { type DataverseOptions, startDataverse } from "./server.ts";

/** A guid that is easy to tell apart in tests. */
export const guid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Tokens are the name of an application; the usual one is "good". */
const applications = ["good", "unknown", "roleless"];

/** An organisation with an enabled, a disabled and a role-less person, and what tests do with it over real HTTP. */
export async function startProbe(options: Partial<DataverseOptions> = {}) {
  const dataverse = await startDataverse({
    clock: createClock(1_000),
    verifyToken: (bearer) => {
      const applicationId = applications.find((name) => bearer === `Bearer ${name}`);
      return applicationId === undefined
        ? { ok: false, reason: "The token has expired." }
        : { ok: true, applicationId };
    },
    humanUsers: [
      { email: "ann@clinic.example", firstName: "Ann", lastName: "Able" },
      { email: "bob@clinic.example", firstName: "Bob", lastName: "Busy", disabled: true },
      { email: "cat@clinic.example", firstName: "Cat", lastName: "Calm", hasRole: false },
    ],
    ...options,
  });

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const isText = typeof body === "string";
    const reply = await fetch(`${dataverse.url}/api/data/v9.2/${path}`, {
      method,
      headers: { authorization: "Bearer good", ...(isText ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const json = text.startsWith("{") ? JSON.parse(text) : undefined;
    return {
      status: reply.status,
      headers: reply.headers,
      text,
      json,
      code: json?.error?.code,
      message: json?.error?.message,
    };
  }

  const contact = (values: object, id?: string) =>
    id === undefined
      ? call("POST", "contacts", values)
      : call("PATCH", `contacts(${id})`, values, { "if-none-match": "*" });

  async function userId(email: string): Promise<string> {
    const found = await call("GET", `systemusers?$select=systemuserid&$filter=internalemailaddress eq '${email}'`);
    return found.json.value[0].systemuserid;
  }

  /** A currency, price list, published product with a price, and an open opportunity on that list. */
  async function catalogue() {
    const [unit] = (await call("GET", "uoms?$select=uomid,_uomscheduleid_value")).json.value;
    await call("PATCH", `pricelevels(${guid(1)})`, { name: "Standard" });
    const product = {
      name: "Massage",
      productnumber: "M1",
      "defaultuomid@odata.bind": `/uoms(${unit.uomid})`,
      "defaultuomscheduleid@odata.bind": `/uomschedules(${unit._uomscheduleid_value})`,
    };
    await call("PATCH", `products(${guid(2)})`, product);
    const price = {
      amount: 80,
      "pricelevelid@odata.bind": `/pricelevels(${guid(1)})`,
      "productid@odata.bind": `/products(${guid(2)})`,
      "uomid@odata.bind": `/uoms(${unit.uomid})`,
    };
    await call("PATCH", `productpricelevels(${guid(3)})`, price);
    await call("PATCH", `opportunities(${guid(4)})`, {
      name: "Course",
      "pricelevelid@odata.bind": `/pricelevels(${guid(1)})`,
    });
    return { unitId: unit.uomid as string, product, price };
  }

  return { dataverse, call, contact, userId, catalogue };
}

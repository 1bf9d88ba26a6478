import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "../platform/clock.ts";
import { attachmentBytes } from "./attachment-bytes.ts";
import { generateClinic } from "./clinic.ts";
import { type RunningCliniko, startCliniko } from "./server.ts";

const clinic = generateClinic({ seed: 7, patients: 200 });
const agent = "FlitStack (support@flit.example)";
const keyFor = (role: string) => `key-of-${role.replace(" ", "-")}-au2`;
const roles = ["administrator", "receptionist", "scheduler", "practitioner"] as const;
let server: RunningCliniko;

beforeAll(async () => {
  const keys = roles.map((role) => ({ role, apiKey: keyFor(role) }));
  server = await startCliniko({ clinic, keys, requestsPerMinute: 100_000 });
});
afterAll(() => server.close());

type Body = Record<string, never> & { total_entries: number; links: Record<string, string>; message: string };

function ask(path: string, role: string = "administrator", headers: Record<string, string> = {}) {
  const authorization = `Basic ${Buffer.from(`${keyFor(role)}:`).toString("base64")}`;
  const url = path.startsWith("http") ? path : `${server.url}/${path}`;
  return fetch(url, {
    redirect: "manual",
    headers: { authorization, "user-agent": agent, accept: "application/json", ...headers },
  });
}

async function read(path: string, role?: string): Promise<Body> {
  const response = await ask(path, role);
  expect(response.status, path).toBe(200);
  return (await response.json()) as Body;
}

const rows = (body: Body, key: string) => body[key] as unknown as Record<string, unknown>[];
const q = (...filters: string[]) => filters.map((filter) => `q[]=${encodeURIComponent(filter)}`).join("&");

describe("who may ask", () => {
  it("takes the key with and without its shard, and nothing else", async () => {
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
    expect((await ask("user", "", basic("key-of-administrator:"))).status).toBe(200);
    expect((await ask("user", "", basic("key-of-administrator-au2:password"))).status).toBe(401);
    expect((await ask("user", "", basic("another:"))).status).toBe(401);
  });

  it("blocks clients that do not name themselves and an address, and refuses writing", async () => {
    expect((await ask("user", "administrator", { "user-agent": "node" })).status).toBe(403);
    const response = await fetch(`${server.url}/patients`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${keyFor("administrator")}:`)}`, "user-agent": agent },
    });
    expect(response.status).toBe(405);
  });

  it("hides resources and attributes from weaker roles", async () => {
    expect((await ask("users", "receptionist")).status).toBe(403);
    expect((await ask("settings", "practitioner")).status).toBe(403);
    expect((await ask("settings/public", "scheduler")).status).toBe(200);
    expect((await ask("invoices", "scheduler")).status).toBe(403);
    const own = await read("user", "receptionist");
    expect(own.role).toBe("receptionist");
    expect(rows(await read("patients?per_page=1", "scheduler"), "patients")[0]).not.toHaveProperty("medicare");
    const archivedType = clinic.idOf("appointment_types", 14);
    expect((await ask(`appointment_types/${archivedType}?${q("archived_at:*")}`, "receptionist")).status).toBe(404);
    expect((await ask(`appointment_types/${archivedType}?${q("archived_at:*")}`)).status).toBe(200);
  });
});

describe("lists", () => {
  it("lead through every row once by their links, which keep page size and filters", async () => {
    let next: string | undefined = `${server.url}/patients?per_page=90&${q("archived_at:*")}`;
    const ids: unknown[] = [];
    while (next !== undefined) {
      const body: Body = await read(next);
      expect(body.total_entries).toBe(200);
      ids.push(...rows(body, "patients").map(({ id }) => id));
      next = body.links.next;
    }
    expect(new Set(ids).size).toBe(200);
    expect((await read("patients")).links).not.toHaveProperty("previous");
    expect((await ask("patients?per_page=101")).status).toBe(400);
  });

  it("leave archived and cancelled rows out unless the filter names the state", async () => {
    const count = async (path: string) => (await read(path)).total_entries;
    const total = clinic.count("individual_appointments");
    const [plain, archived, cancelled, all] = await Promise.all([
      count("individual_appointments"),
      count(`individual_appointments?${q("archived_at:*")}`),
      count(`individual_appointments?${q("cancelled_at:*")}`),
      count(`individual_appointments?${q("archived_at:*", "cancelled_at:*")}`),
    ]);
    expect(all).toBe(total);
    expect(plain).toBeLessThan(Math.min(archived, cancelled));
    expect(Math.max(archived, cancelled)).toBeLessThan(total);
    expect(await count("practitioners")).toBe(10);
    expect(await count("practitioners/inactive")).toBe(2);
  });

  it("filter by typed operators", async () => {
    const patient = clinic.linkedIdOf("individual_appointments", 30, "patient") ?? "";
    const theirs = rows(
      await read(`individual_appointments?${q(`patient_id:=${patient}`, "archived_at:*", "cancelled_at:*")}`),
      "individual_appointments",
    );
    expect(theirs.length).toBe(clinic.linkedTo("individual_appointments", "patient", patient).length);
    const nested = await read(`patients/${patient}/appointments?${q("archived_at:*", "cancelled_at:*")}`);
    expect(rows(nested, "appointments")).toEqual(theirs);

    const since = clinic.rowOf("treatment_notes", 400).updated_at;
    const notes = rows(
      await read(`treatment_notes?per_page=100&sort=updated_at:desc&${q(`updated_at:>=${since}`, "archived_at:*")}`),
      "treatment_notes",
    );
    const expected = Array.from({ length: clinic.count("treatment_notes") }, (_, index) =>
      clinic.rowOf("treatment_notes", index),
    );
    const wanted = expected.filter((row) => String(row.updated_at) >= String(since));
    expect(new Set(notes.map(({ id }) => id))).toEqual(new Set(wanted.map(({ id }) => id)));
    expect(notes.map(({ updated_at }) => updated_at)).toEqual(
      wanted
        .map((row) => row.updated_at)
        .sort()
        .reverse(),
    );

    expect((await read(`patients?${q("email:=family@shared.example")}`)).total_entries).toBe(2);
    expect((await read(`patients?${q("last_name:~~wolfe%dorff")}`)).total_entries).toBe(1);
    expect((await read(`patients?${q("date_of_birth:!?", "archived_at:*")}`)).total_entries).toBeGreaterThan(0);
    expect((await read(`patients?${q("archived_at:?")}`)).total_entries).toBeGreaterThan(2);
    const window = ["created_at:>=2020-01-01T00:00:00Z", "created_at:<2021-01-01T00:00:00Z", "archived_at:*"];
    const inWindow = rows(await read(`patients?per_page=100&${q(...window)}`), "patients");
    expect(inWindow.every(({ created_at }) => String(created_at).startsWith("2020-"))).toBe(true);
    expect(inWindow.length).toBe((await read(`patients?${q("created_at:2020-**-**", "archived_at:*")}`)).total_entries);
  });

  it.each([
    ["patients", "notes:=x", "notes is not filterable"],
    ["recalls", "recall_at:>=2026-01-01", "recall_at is not filterable"],
    ["invoices", "status:=open", "Filter value for status must be a number"],
    ["attendees", "patient_id:123", "Invalid filter operator for patient_id"],
    ["patients", "created_at:=2026-01-01T00:00:00Z", "Invalid filter operator for created_at"],
  ])("refuse %s filtered by %s", async (resource, filter, message) => {
    const response = await ask(`${resource}?${q(filter)}`);
    expect([response.status, ((await response.json()) as Body).message]).toEqual([400, message]);
  });

  it("refuse a leading minus in sort", async () => {
    expect((await ask("patients?sort=-created_at")).status).toBe(400);
  });
});

describe("what an account does not show", () => {
  const own = generateClinic({ seed: 11, patients: 120 });
  let live: RunningCliniko;
  beforeAll(async () => {
    live = await startCliniko({ clinic: own, keys: [{ role: "administrator", apiKey: keyFor("administrator") }] });
  });
  afterAll(() => live.close());
  const get = async (path: string) => (await ask(`${live.url}/${path}`)).json() as Promise<Body>;
  const ids = (body: Body) => rows(body, "patients").map(({ id }) => String(id));

  it("a page skips a row when one before it was archived meanwhile, which only the count tells", async () => {
    const first = await get("patients?per_page=20");
    const [early = ""] = ids(first);
    const expected = ids(await get("patients?per_page=20&page=2"));
    own.change("patients", own.indexOf("patients", early) ?? 0, { archived_at: "2026-06-30T00:00:00Z" }, own.nowMs);
    const second = await get("patients?per_page=20&page=2");
    expect(ids(second)).toEqual([...expected.slice(1), expect.any(String)]);
    expect(second.total_entries).toBe(first.total_entries - 1);
  });

  it("a row deleted for good leaves without a trace: no filter and no delta brings it back", async () => {
    const all = `patients?per_page=1&${q("archived_at:*")}`;
    const { total_entries } = await get(all);
    const gone = own.idOf("patients", 50);
    own.remove("patients", 50);
    expect((await get(all)).total_entries).toBe(total_entries - 1);
    expect((await get(`patients?${q(`id:=${gone}`, "archived_at:*")}`)).total_entries).toBe(0);
    expect((await ask(`${live.url}/patients/${gone}?${q("archived_at:*")}`)).status).toBe(404);
    const changed = await get(`patients?per_page=100&${q("updated_at:>2020-01-01T00:00:00Z", "archived_at:*")}`);
    expect(ids(changed)).not.toContain(gone);
  });

  it.each(["payments", "letters", "expenses", "wait_list_entries", "body_charts", "appointments", "webhooks"])(
    "there is no list of %s",
    async (name) => expect((await ask(name)).status).toBe(404),
  );
});

describe("rows", () => {
  it("carry ids that are text, and that numbers cannot tell apart", async () => {
    const list = rows(await read(`patients?per_page=100&${q("archived_at:*")}`), "patients");
    const known = list.map(({ id }) => id);
    expect(known.every((id) => typeof id === "string" && /^\d{19}$/.test(id))).toBe(true);
    expect(new Set(known).size).toBe(100);
    expect(new Set(known.map(Number)).size).toBeLessThan(100);
  });

  it("link to families that have retired or show several resources, to lists, and leave missing relations out", async () => {
    const links = async (path: string, key: string, field: string) =>
      rows(await read(path), key).map(
        (row) => (row[field] as { links: { self: string } } | undefined)?.links.self ?? "",
      );
    const invoices = await links("invoices?per_page=100", "invoices", "appointment");
    expect(invoices.filter(Boolean).every((self) => /\/v1\/appointments\/\d+$/.test(self))).toBe(true);
    expect(invoices).toContain("");
    const attendees = await links("attendees?per_page=100", "attendees", "booking");
    expect(attendees.every((self) => /\/v1\/bookings\/\d+$/.test(self))).toBe(true);
    const [lists = ""] = await links("patients?per_page=1", "patients", "attendees");
    expect(lists).toMatch(/\/v1\/attendees\?q%5B%5D=patient_id%3A%3D\d+$/);
    expect((await ask(lists)).status).toBe(200);
    const first = rows(await read("attendees?per_page=1"), "attendees")[0]?.booking as { links: { self: string } };
    expect((await ask(`${first.links.self}?${q("archived_at:*", "cancelled_at:*")}`)).status).toBe(200);
  });

  it("say nothing in four ways: blank, null, empty, or not at all", async () => {
    const [blank, nulls, without] = await Promise.all(
      [14, 15, 16].map((index) => read(`patients/${clinic.idOf("patients", index)}?${q("archived_at:*")}`)),
    );
    expect([blank?.email, nulls?.email, without && "email" in without]).toEqual(["", null, false]);
    const booking = clinic.idOf("individual_appointments", 0);
    const shown = await read(`individual_appointments/${booking}?${q("archived_at:*", "cancelled_at:*")}`);
    expect([shown.repeat_rule, shown.repeats]).toEqual([{}, null]);
  });

  it("write amounts as text or number, with up to four decimals, and credits below zero", async () => {
    const items = rows(await read(`invoice_items?per_page=100&${q("archived_at:*")}`), "invoice_items");
    expect(new Set(items.map(({ total_including_tax }) => typeof total_including_tax))).toEqual(
      new Set(["number", "string"]),
    );
    expect(items.some(({ net_price }) => /\.\d{4}$/.test(String(net_price)))).toBe(true);
    const credits = rows(await read(`invoices?${q("status:=40", "archived_at:*")}`), "invoices");
    expect(credits.every(({ total_amount, original_invoice }) => Number(total_amount) < 0 && original_invoice)).toBe(
      true,
    );
  });

  it("give a group appointment no patient: its people are attendees, who cancel alone", async () => {
    const group = await read(`group_appointments/${clinic.idOf("group_appointments", 0)}`);
    expect("patient" in group).toBe(false);
    const path = `attendees?${q(`booking_id:=${String(group.id)}`, "cancelled_at:*", "archived_at:*")}`;
    const seats = rows(await read(path), "attendees");
    expect(seats).toHaveLength(4);
    expect(seats.some(({ cancelled_at }) => cancelled_at !== null)).toBe(true);
  });

  it("count Sunday as 7 and as 0, lead strangers in by their links, and know consent in three states", async () => {
    const hours = rows(await read("daily_availabilities?per_page=100"), "daily_availabilities");
    expect(new Set(hours.map(({ day_of_week }) => day_of_week))).toEqual(new Set([7, 0, 1, 2, 3, 4, 5]));
    const bookings = rows(await read("individual_appointments?per_page=100"), "individual_appointments");
    expect(bookings.every(({ telehealth_url }) => typeof telehealth_url === "string")).toBe(true);
    const people = rows(await read(`patients?per_page=100&${q("archived_at:*")}`), "patients");
    expect(new Set(people.map(({ accepted_privacy_policy }) => accepted_privacy_policy))).toEqual(
      new Set([true, false, null]),
    );
  });

  it("share e-mail addresses in families, and hold several numbers of one kind in one patient", async () => {
    expect((await read(`patients?${q("email:~family@shared.example")}`)).total_entries).toBe(3);
    const [several] = rows(await read(`patients?${q(`id:=${clinic.idOf("patients", 19)}`)}`), "patients");
    const numbers = several?.patient_phone_numbers as { phone_type: string; normalized_number?: string }[];
    expect(numbers.filter(({ phone_type }) => phone_type === "Mobile")).toHaveLength(2);
    expect(numbers.every(({ normalized_number }) => normalized_number === undefined)).toBe(true);
  });

  it("hold notes whose markup, free answers and body charts are all there, and some with no content", async () => {
    const note = async (index: number) =>
      JSON.stringify(await read(`treatment_notes/${clinic.idOf("treatment_notes", index)}`));
    expect((await note(0)).length).toBeGreaterThan(100_000);
    expect(await note(1)).toContain('"content":null');
    expect(await note(3)).toContain("<script>");
    expect(await note(3)).toContain("body_chart_ids");
    expect(await note(2)).toContain('"other":{"enabled":true,"selected":true,"value":"Cupping 2"}');
  });
});

describe("records", () => {
  it("are not found while hidden, unless the request names the state", async () => {
    const archived = clinic.idOf("patients", 20);
    expect((await ask(`patients/${archived}`)).status).toBe(404);
    expect((await ask(`patients/${archived}?${q("archived_at:*")}`)).status).toBe(200);
    const both = clinic.idOf("individual_appointments", 2);
    expect((await ask(`individual_appointments/${both}?${q("archived_at:*")}`)).status).toBe(404);
    expect((await ask(`bookings/${both}?${q("archived_at:*", "cancelled_at:*")}`)).status).toBe(200);
  });

  it("lead through a chain of merges to the survivor by links that leave missing relations out", async () => {
    const follow = async (id: string) => {
      const row = await read(`patients/${id}?${q("archived_at:*")}`);
      const merged = row.merged_with_patient as unknown as { links: { self: string } } | undefined;
      return merged?.links.self;
    };
    const first = await follow(clinic.idOf("patients", 0));
    expect(first).toBe(`${server.url}/patients/${clinic.idOf("patients", 1)}`);
    const second = await follow(clinic.idOf("patients", 1));
    expect(second?.endsWith(clinic.idOf("patients", 2))).toBe(true);
    expect(await follow(clinic.idOf("patients", 2))).toBeUndefined();
  });
});

describe("attachments", () => {
  it("are a signed link on another host, which refuses credentials", async () => {
    const id = clinic.idOf("patient_attachments", 0);
    const redirect = await ask(`patient_attachments/${id}/content`);
    expect(redirect.status).toBe(303);
    const location = redirect.headers.get("location") ?? "";
    expect(location.startsWith(server.attachmentsOrigin)).toBe(true);
    expect((await ask(location)).status).toBe(400);
    const file = await fetch(location);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.length).toBe(clinic.rowOf("patient_attachments", 0).size);
    const digest = (content: Buffer) => createHash("sha256").update(content).digest("hex");
    expect(digest(bytes)).toBe(digest(attachmentBytes(7, 0)));
    expect((await fetch(`${location}0`)).status).toBe(403);
    expect((await ask(`patient_attachments/${clinic.idOf("patient_attachments", 15)}/content`)).status).toBe(404);
  });

  it("of an archived record are hidden as it is", async () => {
    const path = `patient_attachments/${clinic.idOf("patient_attachments", 17)}/content`;
    expect((await ask(path)).status).toBe(404);
    expect((await ask(`${path}?${q("archived_at:*")}`)).status).toBe(303);
  });

  it("stop working when their link expires", async () => {
    const keys = [{ role: "administrator", apiKey: "brief-au2" }] as const;
    const brief = await startCliniko({ clinic, keys, attachmentLinkLifetimeMs: 1 });
    const headers = { authorization: `Basic ${btoa("brief-au2:")}`, "user-agent": agent };
    const id = clinic.idOf("patient_attachments", 0);
    const redirect = await fetch(`${brief.url}/patient_attachments/${id}/content`, { redirect: "manual", headers });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await fetch(redirect.headers.get("location") ?? "")).status).toBe(403);
    await brief.close();
  });
});

describe("the limit", () => {
  it("is shared by all keys of a user, and lets requests pass again at the instant it names", async () => {
    const userId = clinic.idOf("users", 0);
    const keys = ["one-au2", "two-au2"].map((apiKey) => ({ apiKey, role: "administrator" as const, userId }));
    const limited = await startCliniko({ clinic, keys, clock: createClock(120), requestsPerMinute: 4 });
    const send = (key: string) =>
      fetch(`${limited.url}/user`, { headers: { authorization: `Basic ${btoa(`${key}:`)}`, "user-agent": agent } });
    for (const key of ["one-au2", "two-au2", "one-au2", "two-au2"]) expect((await send(key)).status).toBe(200);
    const refused = await send("one-au2");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("date")).not.toBeNull();
    expect(refused.headers.get("retry-after")).toBeNull();
    const resetMs = Number(refused.headers.get("x-ratelimit-reset")) * 1000;
    expect(resetMs).toBeGreaterThan(Date.now() - 1);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, resetMs - Date.now()) + 5));
    expect((await send("two-au2")).status).toBe(200);
    expect([limited.requests(), limited.throttled()]).toEqual([6, 1]);
    await limited.close();
  });
});

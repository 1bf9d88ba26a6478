import type { ConnectionCheck } from "@flit/core/connection-check";
import { expect, test } from "vitest";
import { groupsOf } from "./check-groups.ts";

const check = (key: string, verdict: ConnectionCheck["verdict"], count?: number): ConnectionCheck => ({
  key,
  title: key,
  verdict,
  found: "",
  whatToDo: "",
  ...(count !== undefined && { count }),
});

test("lists that cannot be read stand first and are counted apart from empty ones", () => {
  const [key, lists] = groupsOf("cliniko", [
    check("cliniko.key", "pass"),
    check("cliniko.list.patients", "pass", 12),
    check("cliniko.list.recalls", "pass", 0),
    check("cliniko.list.users", "warning"),
    check("cliniko.list.invoices", "fail"),
  ]);
  expect(key?.title).toBe("Key and account");
  expect(lists?.problems.map(({ key }) => key)).toEqual(["cliniko.list.invoices", "cliniko.list.users"]);
  expect(lists?.summary).toBe("2 readable: 1 with records, 1 empty");
});

test("groups stand in the order in which they were tried", () => {
  const titles = groupsOf("dynamics", [
    check("dynamics.host", "pass"),
    check("dynamics.privilege.prvCreateContact", "fail"),
    check("dynamics.currency", "skipped"),
  ]).map(({ title }) => title);
  expect(titles).toEqual(["Application and user", "Privileges", "Environment"]);
});

import { expect, test } from "vitest";
import { faultOf, isSchemaLocked, isThereAlready } from "./errors.ts";

const reply = (status: number, code: string, message: string) => ({ status, json: { error: { code, message } } });
const caller = "00000000-0000-4000-8000-0000000000aa";
const other = "00000000-0000-4000-8000-0000000000bb";

test.each([
  ["0x80060888", 400, "Could not find a property named 'flit_a' on type 'contact'.", "Bad Request - Error in query"],
  ["0x80048d19", 400, "An undeclared property 'flit_a' was found.", "Cannot convert the literal 'x' to Edm.Int32."],
  ["0x80040217", 404, "Could not find an entity with name flit_a.", "contact With Id = 1 Does Not Exist"],
])("%s is schema not known yet or a verdict on the row, as its text says", (code, status, unknown, verdict) => {
  expect(faultOf(reply(status, code, unknown)).code).toBe("schema-unknown");
  expect(faultOf(reply(status, code, verdict)).code).toBe(code);
});

test("a missing privilege is the row's fault when its text names somebody else, and the caller's otherwise", () => {
  const text = (id: string) => `Principal user (Id=${id}, type=8) is missing prvReadContact`;
  expect(faultOf(reply(403, "0x80040220", text(other)), caller).kind).toBe("invalid");
  expect(faultOf(reply(403, "0x80040220", text(caller)), caller).kind).toBe("forbidden");
  expect(faultOf(reply(403, "0x80040220", "SecLib::AccessCheckEx failed"), caller).kind).toBe("forbidden");
});

test("a failed precondition without a code says by its text whether the row or another version was there", () => {
  const text = "A record with matching key values already exists.";
  expect(faultOf(reply(412, "", text)).code).toBe("duplicate-id");
  expect(faultOf(reply(412, "", "The version of the existing record doesn't match.")).code).toBe("version");
});

test("a general refusal is a running schema operation, or a thing made before, only where its text says so", () => {
  const general = (message: string) => reply(400, "0x80040203", message);
  const running = "Cannot start another [EntityCustomization] because there is another operation running.";
  expect([general(running), general("Value out of range")].map(isSchemaLocked)).toEqual([true, false]);
  const there = "An attribute with this name already exists on the entity.";
  expect([general(there), general("Value out of range")].map(isThereAlready)).toEqual([true, false]);
});

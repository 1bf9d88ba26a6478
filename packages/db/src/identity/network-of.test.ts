import { expect, test } from "vitest";
import { networkOf } from "./network-of.ts";

test("all addresses of one IPv6 network count as one, however they are spelled", () => {
  const spellings = ["2001:db8:0:1::1", "2001:DB8::1:ffff:0:0:2", "2001:0db8:0000:0001:1:2:3:4", "2001:db8:0:1::%eth0"];
  expect(new Set(spellings.map(networkOf))).toEqual(new Set(["2001:db8:0:1"]));
  expect(networkOf("2001:db8:0:2::1")).not.toBe(networkOf("2001:db8:0:1::1"));
  expect(networkOf("::1")).toBe("0:0:0:0");
});

test("IPv4 addresses count one by one, in IPv6 dress too", () => {
  expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf(" 192.0.2.8 ")).toBe("192.0.2.8");
});

import { expect, test } from "vitest";
import { isPublicAddress } from "./public-address.ts";

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:10.0.0.1",
  "::ffff:7f00:1",
  "0:0:0:0:0:ffff:c0a8:101",
  "fe80::1",
  "fe80::1%eth0",
  "fd00::1",
  "64:ff9b::a00:1",
  "2002:a00:1::",
  "localhost",
  "",
])("%s is nobody's on the internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["1.1.1.1", "20.190.128.1", "172.32.0.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])(
  "%s is on the internet",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

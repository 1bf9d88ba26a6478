import { BlockList, isIP } from "node:net";

/** Networks that are nobody's on the internet: private, of this machine or link, shared, documentation, multicast, reserved. */
const networks: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

const closed = new BlockList();
for (const [network, prefix] of networks) closed.addSubnet(network, prefix, network.includes(":") ? "ipv6" : "ipv4");

/** Whether an IP address belongs to the internet: only such ones may be called by the product at people's wish. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  if (version === 4) return !closed.check(address, "ipv4");
  // An IPv4 address in IPv6 clothes is judged as what it is, however it is written.
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(
    new URL(`http://[${address.split("%")[0]}]`).hostname,
  );
  if (mapped) {
    const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
    return isPublicAddress([high >> 8, high & 255, low >> 8, low & 255].join("."));
  }
  return !address.includes("%") && !closed.check(address, "ipv6");
}

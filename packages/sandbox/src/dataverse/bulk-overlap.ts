import { DataverseError, type WebApiReply, type WebApiRequest } from "./model.ts";

/** Lets bulk writes that run at the same time on one table meet in a deadlock, with the given probability. */
export function createBulkOverlap(random: () => number, probability: number) {
  const running = new Map<string, number>();
  return {
    async run(request: WebApiRequest, work: () => Promise<WebApiReply>): Promise<WebApiReply> {
      const set = /^([a-z0-9_]+)\/Microsoft\.Dynamics\.CRM\.(?:Create|Update|Upsert)Multiple$/i.exec(request.path)?.[1];
      if (set === undefined || probability === 0) return work();
      const others = running.get(set) ?? 0;
      running.set(set, others + 1);
      try {
        if (others > 0 && random() < probability) throw deadlock();
        return await work();
      } finally {
        running.set(set, (running.get(set) ?? 1) - 1);
      }
    },
  };
}

const deadlock = () =>
  new DataverseError(
    500,
    "0x80044150",
    "Generic SQL error. CRM ErrorCode: -2147204784 Sql ErrorCode: -2146232060 Sql Number: 1205",
  );

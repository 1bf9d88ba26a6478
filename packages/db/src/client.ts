import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";

export type DatabaseClient = PrismaClient;

/** Transaction handle of the client: the only thing repositories see. */
export type Transaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** Prisma over node-postgres. The URL's role must be the runtime role, which row-level security binds. */
export function createClient(url: string, connections = 12): DatabaseClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: connections }) });
}

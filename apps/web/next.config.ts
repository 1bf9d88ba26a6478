import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const root = fileURLToPath(new URL("../..", import.meta.url));

const config: NextConfig = {
  turbopack: { root },
  outputFileTracingRoot: root,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  transpilePackages: [
    "@flit/connectors",
    "@flit/core",
    "@flit/db",
    "@flit/engine",
    "@flit/matcher",
    "@flit/pairs",
    "@flit/queue",
    "@flit/worker",
  ],
  // Node's own business: native code, worker threads, drivers.
  serverExternalPackages: ["@azure/msal-node", "@node-rs/argon2", "bullmq", "ioredis", "nodemailer", "pg", "pino"],
};

export default config;

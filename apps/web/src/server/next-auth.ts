import type { NextAuthOptions } from "next-auth";
import AzureAd from "next-auth/providers/azure-ad";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { sessionToken } from "./cookie.ts";
import { signInWithEntra } from "./entra-sign-in.ts";
import { logSignIn } from "./log-sign-in.ts";
import type { WebProduct } from "./product.ts";
import { signInWithPassword } from "./sign-in.ts";

const maxAgeSeconds = 12 * 3_600;
const entraProfile = z.object({
  tid: z.string(),
  oid: z.string(),
  email: z.string().optional(),
  name: z.string().default(""),
});

/**
 * Sign-in by next-auth: its encrypted cookie carries nothing but the token of a session row, which is what counts.
 * Microsoft's people are known by tenant and object id, never by e-mail.
 */
export function nextAuthOptions(product: WebProduct, request: Request): NextAuthOptions {
  const { env, identity } = product;
  return {
    secret: product.cookieSecret,
    session: { strategy: "jwt", maxAge: maxAgeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        authorize: async (given) => {
          const result = await signInWithPassword(product, {
            email: given?.email ?? "",
            password: given?.password ?? "",
            code: given?.code ?? "",
            address: addressOf(request),
          });
          if (result.kind === "signed-in") return { id: result.person.id };
          throw new Error(
            result.kind === "throttled" ? `throttled:${Math.ceil(result.retryAfterMs / 60_000)}` : result.kind,
          );
        },
      }),
      ...(env.FLIT_ENTRA_CLIENT_ID && env.FLIT_ENTRA_CLIENT_SECRET
        ? [
            AzureAd({
              clientId: env.FLIT_ENTRA_CLIENT_ID,
              clientSecret: env.FLIT_ENTRA_CLIENT_SECRET,
              tenantId: "organizations",
              checks: ["pkce", "state", "nonce"],
            }),
          ]
        : []),
    ],
    callbacks: {
      signIn: async ({ account, profile, user }) => {
        if (account?.provider !== "azure-ad") return true;
        const known = entraProfile.safeParse(profile);
        if (!known.success) return "/sign-in?error=entra";
        const { tid, oid, email = "", name } = known.data;
        const result = await signInWithEntra(product, { tid, oid, email: email.toLowerCase(), name }, request.headers);
        if ("page" in result) return result.page;
        user.id = result.personId;
        return true;
      },
      jwt: async ({ token, user }) => {
        if (!user) return token;
        const opened = await identity.sessions.openSession(user.id, request.headers.get("user-agent") ?? "");
        await logSignIn(product, user.id);
        return { session: opened.token };
      },
      // What the browser can read of its session: nothing.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async () => {
        const token = await sessionToken(product, request.headers);
        const signedIn = token && (await identity.sessions.readSession(token));
        if (signedIn) await identity.sessions.endSession(signedIn.session.id);
      },
    },
    logger: {
      error: (code) => product.log.warn({ code }, "sign-in failed"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** The address a request came from, as the last proxy before us saw it. */
function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
}

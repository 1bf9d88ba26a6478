import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "../../../../server/next-auth.ts";
import { product } from "../../../../server/product.ts";

async function handle(request: NextRequest, context: { readonly params: Promise<{ nextauth: string[] }> }) {
  return NextAuth(request as never, context as never, nextAuthOptions(await product(), request));
}

export { handle as GET, handle as POST };

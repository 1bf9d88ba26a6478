import { product } from "../../../server/product.ts";
import { findRoute } from "../../../server/router.ts";
import { routes } from "../../../server/routes.ts";
import { serve } from "../../../server/serve.ts";

/** Every endpoint of the product: `server/routes.ts` lists them. */
async function handle(request: Request, context: { readonly params: Promise<{ path: string[] }> }): Promise<Response> {
  const { path } = await context.params;
  const found = findRoute(routes, request.method, path);
  if (!found)
    return Response.json({ code: "not-found", message: "There is nothing at this address." }, { status: 404 });
  return serve(found.route, found.params, request, await product());
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };

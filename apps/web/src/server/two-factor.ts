import type { Person } from "@flit/core/identity";
import type { WebProduct } from "./product.ts";

/**
 * Whether somebody has to set up two-factor sign-in before anything else: everybody whose account a password alone
 * would open. Microsoft asks for its own second factor; a trial on this machine does without.
 */
export function mustSetUpTwoFactor({ env }: Pick<WebProduct, "env">, person: Person): boolean {
  return person.hasPassword && !person.hasTotp && !env.FLIT_ALLOW_LOCAL_PLATFORMS;
}

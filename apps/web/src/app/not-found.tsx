import type { Metadata } from "next";
import { Front } from "../features/shell/front.tsx";
import { ButtonLink } from "../ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

/** An address that leads nowhere. Next's own page brings inline styles, which the content security policy stops. */
export default function NotFound() {
  return (
    <Front title="Not found">
      <p className="text-ink-soft">There is nothing at this address, or not for you.</p>
      <ButtonLink look="primary" href="/">
        Go to your migrations
      </ButtonLink>
    </Front>
  );
}

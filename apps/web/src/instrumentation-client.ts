import { config } from "zod";

// Runs before anything of a page. The content security policy forbids code made of text: zod's trying to make some,
// which it does when the first schema is declared, would be reported by every page.
config({ jitless: true });

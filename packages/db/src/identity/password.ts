import { hash, verify } from "@node-rs/argon2";

/** OWASP's parameters for argon2id: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Verified for unknown accounts, so that they take as long as known ones. */
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$GpZ3sK/oH9p7VIiV56G/64Zo/8GaUw434IimaPqxwCo";

/** Hash of a password for storage. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether the password is the one that was hashed; takes the same time when there is no hash. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const isRight = await verify(stored ?? nobody, password).catch(() => false);
  return stored !== null && isRight;
}

/** What is wrong with a new password, in words; null when it will do. */
export function passwordProblem(password: string, email: string): string | null {
  if (password.length < 12) return "Use at least 12 characters; a short sentence is easy to remember.";
  if (password.length > 200) return "Use at most 200 characters.";
  const name = email.split("@")[0] ?? "";
  if (name.length > 3 && password.toLowerCase().includes(name.toLowerCase())) return "Leave your e-mail out of it.";
  return new Set(password).size < 5 ? "Use more different characters." : null;
}

/** What the server asks of a new password, in words. */
export const passwordHint = "At least 12 characters, without your e-mail. A short sentence is easy to remember.";

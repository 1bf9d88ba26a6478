/**
 * Text that fits in XML 1.0, which is what the platform stores: control characters and unpaired surrogates go, line
 * ends become `\n`, tabs stay.
 */
export function safeText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(unstorable, "").toWellFormed();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

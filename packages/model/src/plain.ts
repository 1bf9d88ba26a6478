/** One line without control characters. */
export function plain(text: string, most = text.length): string {
  return text
    .replaceAll(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, most);
}

/** `individual_appointments` → `Individual appointments`. */
export function objectName(object: string): string {
  const words = object.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import { GraphError } from "./graph-error.ts";

const forbiddenCharacters = /["*:<>?/\\|]/;
const reservedNames = /^(con|prn|aux|nul|com[0-9]|lpt[0-9]|\.lock|desktop\.ini)$/i;
const maxPathLength = 400;

/** Refuses a name SharePoint would refuse. Source: "Restrictions and limitations in OneDrive and SharePoint". */
export function checkItemName(name: string): void {
  const isIllegal =
    name === "" ||
    forbiddenCharacters.test(name) ||
    reservedNames.test(name) ||
    name.startsWith("~$") ||
    name.toLowerCase().includes("_vti_") ||
    name !== name.trim() ||
    name.endsWith(".");
  if (isIllegal)
    throw new GraphError(
      "invalidRequest",
      "The provided name cannot contain these characters or is reserved.",
      "invalidName",
    );
}

/** Refuses a decoded path, from the site's path down to the item, that is longer than SharePoint can hold. */
export function checkPathLength(decodedPath: string): void {
  if (decodedPath.length <= maxPathLength) return;
  throw new GraphError("invalidRequest", `The path is longer than ${maxPathLength} characters.`, "pathIsTooLong");
}

import { send } from "../../api/call.ts";
import type { Place } from "../clinics/place.ts";
import { exportOwners } from "./endpoints.ts";

/** Has the owners report made and saves it as a file. Throws ApiError. */
export async function saveReport(place: Place, format: "csv" | "json"): Promise<void> {
  const response = await send(exportOwners, { params: place, body: { format } });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download =
    /filename="(?<name>[^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.groups?.name ?? "";
  link.click();
  URL.revokeObjectURL(address);
}

import type { IssueCause } from "@flit/core/issues/issue";
import { vanishedReason } from "@flit/core/vanished";
import { takenBySibling } from "../reasons.ts";

/** Reasons to leave a record out that are how it should be: nothing is missing, and nobody has to look. */
export const byDesign: readonly string[] = [takenBySibling, "merged", "account-mail", "unrelated"];

const again = "Try the group again; nothing is doubled by it.";

/** Records the map leaves out, and files that do not arrive, by code. */
export const sourceCauses: { readonly [code: string]: IssueCause } = {
  "appointment-not-readable": {
    happened: "were left out: their appointment cannot be read",
    severity: "missing",
    why: "The Cliniko key is not shown the appointment they belong to.",
    whatToDo:
      "Use an administrator's key under Connect Cliniko, read the account again in a delta, then try the group again.",
    repair: "cliniko",
  },
  [vanishedReason]: {
    happened: "were deleted in Cliniko before they could move",
    severity: "notice",
    why: "They were read, and are not in Cliniko any more. They never had a row in Dynamics.",
    whatToDo: "Accept it, with the reason the clinic gives.",
    repair: "accept",
  },
  rejected: {
    happened: "could not be written",
    severity: "missing",
    why: "The map makes no row of them.",
    whatToDo: again,
    repair: "retry",
  },
  skipped: {
    happened: "were left out",
    severity: "missing",
    why: "The map leaves them out.",
    whatToDo: again,
    repair: "retry",
  },
  "still-processing": {
    happened: "were not carried: Cliniko was still working on them",
    severity: "missing",
    why: "Cliniko had not finished processing the file when it was read.",
    whatToDo: "Read the account again in a delta; it brings them.",
    repair: "decide",
  },
  "not-processed": {
    happened: "were not carried: Cliniko was still working on them",
    severity: "missing",
    why: "Cliniko had not finished processing the file.",
    whatToDo: again,
    repair: "retry",
  },
  "hash-mismatch": {
    happened: "arrived damaged and were not kept",
    severity: "missing",
    why: "What SharePoint stored was not what was sent.",
    whatToDo: again,
    repair: "retry",
  },
  "size-unknown": {
    happened: "were not carried: their size is not known",
    severity: "missing",
    why: "Cliniko does not say how large the file is, and SharePoint wants to know.",
    whatToDo: "Open the file in Cliniko, download it and add it in SharePoint by hand; then accept it here.",
    repair: "retry",
  },
  "http-404": {
    happened: "were not carried: Cliniko does not have the file any more",
    severity: "missing",
    why: "Cliniko lists the file and answers that it is not there.",
    whatToDo: "Open it in Cliniko. If it is gone there too, accept it here.",
    repair: "retry",
  },
  "library-missing": {
    happened: "were not carried: the document library is gone",
    severity: "missing",
    why: "The SharePoint site has no document library any more.",
    whatToDo: "Test the SharePoint site under Connect Dynamics 365, then try the group again.",
    repair: "dynamics",
  },
  "site-missing": {
    happened: "were not carried: the SharePoint site is gone",
    severity: "missing",
    why: "There is no site at the connected address any more, or it is not shown to the application.",
    whatToDo: "Test the SharePoint site under Connect Dynamics 365, then try the group again.",
    repair: "dynamics",
  },
  itemNotFound: {
    happened: "were not carried: their folder is gone",
    severity: "missing",
    why: "SharePoint answers that the place they go to is not there.",
    whatToDo: again,
    repair: "retry",
  },
  nameAlreadyExists: {
    happened: "were not carried: another file has their name",
    severity: "missing",
    why: "Somebody has put another file of this name into the folder.",
    whatToDo: "Rename that file in SharePoint, then try the group again.",
    repair: "retry",
  },
  invalidRequest: {
    happened: "were refused by SharePoint",
    severity: "missing",
    why: "SharePoint takes the name or the path of the file for invalid.",
    whatToDo: "Add the file in SharePoint by hand, then accept it here.",
    repair: "retry",
  },
};

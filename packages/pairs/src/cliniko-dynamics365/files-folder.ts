/** Folder of the document library under which every patient has a folder. */
export const filesFolder = "PatientFiles";

/** Names the published map spells with underscores; all others follow from the schema name. */
const published: Readonly<Record<string, string>> = {
  SourceSystemId: "Source_System_ID",
  AttachmentURL: "Attachment_URL",
  StockQuantity: "Stock_Quantity",
  ClinikoCreatedAt: "Cliniko_Created_At",
};

/** What the product's published map calls a part of ours: `MRN__c` for `flit_MRN`. */
export function designName(schemaName: string): string {
  const bare = schemaName.slice(schemaName.indexOf("_") + 1);
  return `${published[bare] ?? bare}__c`;
}

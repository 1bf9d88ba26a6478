import type { SeedColumn, SeedLookup } from "./metadata-seed-data.ts";
import type { Table } from "./model.ts";

const instant = { behavior: "UserLocal", format: "DateAndTime" } as const;
const number = { min: -1, max: 2_147_483_647 };

/** Columns every new custom table gets; the primary id comes first. */
export function systemColumns({ schemaName, displayName, ownership }: Table): SeedColumn[] {
  return [
    [`${schemaName}Id`, "Uniqueidentifier", 3, "cr", displayName],
    ["CreatedOn", "DateTime", 0, "r", "Created On", instant],
    ["CreatedBy", "Lookup", 0, "r", "Created By", { targets: ["systemuser"] }],
    ["CreatedOnBehalfBy", "Lookup", 0, "r", "Created By (Delegate)", { targets: ["systemuser"] }],
    ["ModifiedOn", "DateTime", 0, "r", "Modified On", instant],
    ["ModifiedBy", "Lookup", 0, "r", "Modified By", { targets: ["systemuser"] }],
    ["ModifiedOnBehalfBy", "Lookup", 0, "r", "Modified By (Delegate)", { targets: ["systemuser"] }],
    ["OverriddenCreatedOn", "DateTime", 0, "cr", "Record Created On", { ...instant, format: "DateOnly" }],
    ["ImportSequenceNumber", "Integer", 0, "cr", "Import Sequence Number", { ...number, min: -2_147_483_648 }],
    ["VersionNumber", "BigInt", 0, "r", "Version Number"],
    ["TimeZoneRuleVersionNumber", "Integer", 0, "cur", "Time Zone Rule Version Number", number],
    ["UTCConversionTimeZoneCode", "Integer", 0, "cur", "UTC Conversion Time Zone Code", number],
    [
      "statecode",
      "State",
      3,
      "ur",
      "Status",
      {
        options: [
          [0, "Active"],
          [1, "Inactive"],
        ],
      },
    ],
    [
      "statuscode",
      "Status",
      0,
      "cur",
      "Status Reason",
      {
        options: [
          [1, "Active", 0],
          [2, "Inactive", 1],
        ],
      },
    ],
    ...(ownership === "UserOwned" ? ownerColumns : []),
  ];
}

const ownerColumns: SeedColumn[] = [
  ["OwnerId", "Owner", 3, "cur", "Owner", { targets: ["systemuser", "team"] }],
  ["OwningBusinessUnit", "Lookup", 0, "r", "Owning Business Unit", { targets: ["businessunit"] }],
  ["OwningUser", "Lookup", 0, "r", "Owning User", { targets: ["systemuser"] }],
  ["OwningTeam", "Lookup", 0, "r", "Owning Team", { targets: ["team"] }],
];

/** The lookups behind those columns. An owner is a user or a team, so its property has two relationships. */
export function systemLookups({ logicalName, ownership }: Table): SeedLookup[] {
  const people = ["createdby", "createdonbehalfby", "modifiedby", "modifiedonbehalfby"];
  return [
    ...people.map((column): SeedLookup => [`lk_${logicalName}_${column}`, column, "systemuser", column, 0]),
    ...(ownership === "UserOwned"
      ? ([
          [`owner_${logicalName}`, "ownerid", "systemuser", "ownerid", 0],
          [`owner_${logicalName}_team`, "ownerid", "team", "ownerid", 0],
          [`business_unit_${logicalName}`, "owningbusinessunit", "businessunit", "owningbusinessunit", 0],
          [`user_${logicalName}`, "owninguser", "systemuser", "owninguser", 0],
          [`team_${logicalName}`, "owningteam", "team", "owningteam", 0],
        ] satisfies SeedLookup[])
      : []),
  ];
}

/** What notes, activities and documents add: lookups of standard tables that can then point to this one. */
export function featureLookups(table: Table): (readonly [string, SeedLookup])[] {
  const { logicalName, schemaName, hasNotes, hasActivities, isDocumentManagementEnabled } = table;
  const lookups: (readonly [string, SeedLookup])[] = [];
  if (hasNotes) {
    lookups.push(["annotation", [`${logicalName}_Annotations`, "objectid", logicalName, `objectid_${schemaName}`, 1]]);
  }
  if (hasActivities) {
    for (const [activity, collection] of activities) {
      const name =
        activity === "activitypointer"
          ? `regardingobjectid_${schemaName}`
          : `regardingobjectid_${schemaName}_${activity}`;
      const onDelete = activity === "activitypointer" ? 2 : 1;
      lookups.push([activity, [`${logicalName}_${collection}`, "regardingobjectid", logicalName, name, onDelete]]);
    }
  }
  if (isDocumentManagementEnabled) {
    lookups.push([
      "sharepointdocumentlocation",
      [
        `${logicalName}_SharePointDocumentLocations`,
        "regardingobjectid",
        logicalName,
        `regardingobjectid_${logicalName}`,
        1,
      ],
    ]);
  }
  return lookups;
}

const activities = [
  ["activitypointer", "ActivityPointers"],
  ["task", "Tasks"],
  ["appointment", "Appointments"],
  ["phonecall", "PhoneCalls"],
  ["email", "Emails"],
] as const;

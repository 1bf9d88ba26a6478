import { attachmentSize } from "../attachment-bytes.ts";
import { canaryMarker } from "../canary.ts";
import words from "../data/words.json" with { type: "json" };
import { pick } from "../draw.ts";
import { link } from "../row.ts";
import { patientAt, type Shape, type World } from "../world.ts";

/** Names SharePoint refuses, repeats, hides or cuts. */
const nastyFiles = [
  'Report: "final" <v2>|draft?*.pdf',
  "Referral.pdf",
  "MRI full study.dcm",
  "empty.txt",
  "Referral.pdf",
  "CON.pdf",
  "~$locked.docx",
  " leading and trailing .pdf ",
  "résumé du dossier – 病歴.pdf",
  `${"very long file name ".repeat(14)}.pdf`,
  "archive.tar.gz..",
  "#50% off & more+.pdf",
  "Rapport re\u0301sume\u0301.pdf",
  "_vti_history.pdf",
  "no extension",
] as const;

const mediaTypes: { readonly [extension: string]: string } = {
  pdf: "application/pdf",
  txt: "text/plain",
  jpg: "image/jpeg",
  png: "image/png",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

const emailCategories = [1, 2, 3, 14, 22, 35, 48, 50];
const categoryNames: { readonly [code: number]: string } = {
  1: "Appointment Reminder",
  2: "Appointment Confirmation",
  3: "Appointment Cancellation",
  12: "Memo",
  14: "Payment Receipt",
};

/** Files and messages of patients. */
export function correspondenceShapes(world: World) {
  const { attachments, communications, patients, individual } = world.sizes;
  const draw = world.draw("correspondence");

  /** Not yet processed, so that name, type, size and content are missing. */
  const isUnfinished = (index: number) => index === 15 || index === 16;
  const fileOf = (index: number) => nastyFiles[index] ?? pick(words.files, draw(index, "file"));
  const attachmentShape: Shape = {
    count: attachments,
    isArchived: (index) => index === 17 || draw(index, "attachment-archived") % 43 === 0,
    links: {
      patient: (index) => ({
        resource: "patients",
        // The two files of one name belong to one patient.
        index: index === 1 || index === 4 ? 5 : patientAt(index / attachments, draw(index, "owner"), patients),
      }),
      user: (index) => ({ resource: "users", index: index % 12 }),
    },
    body: (index, id, updatedAt) => {
      const extension = fileOf(index).split(".").at(-1) ?? "";
      return {
        // Row 18 is a dump that Cliniko made itself.
        ...(index === 18 ? { type: "FullPatientExport" } : { type: "UploadedPatientAttachment" }),
        filename: isUnfinished(index) ? null : fileOf(index),
        content_type: isUnfinished(index) ? null : (mediaTypes[extension] ?? "application/octet-stream"),
        size: isUnfinished(index) ? null : attachmentSize(world.seed, index),
        description: index % 3 === 0 ? `Received by post ${index % 12 === 0 ? canaryMarker : ""}` : "",
        processing_completed: !isUnfinished(index),
        processed_at: isUnfinished(index) ? null : updatedAt,
        pinned_at: null,
        content: isUnfinished(index) ? null : link(`patient_attachments/${id}/content`),
      };
    },
  };

  const typeOf = (index: number) => (index === 4 ? 9 : 1 + (draw(index, "type") % 4));
  const isMemo = (index: number) => typeOf(index) === 4;
  const communicationShape: Shape = {
    count: communications,
    isArchived: (index) => index === 5 || draw(index, "message-archived") % 71 === 0,
    links: {
      patient: (index) =>
        index % 30 === 29
          ? undefined
          : { resource: "patients", index: patientAt(index / communications, draw(index, "recipient"), patients) },
      booking: (index) =>
        isMemo(index) || index % 2 === 0
          ? undefined
          : { resource: "individual_appointments", index: Math.floor((index * individual) / communications) },
    },
    body: (index) => {
      const type = typeOf(index);
      const category = index === 6 ? 77 : isMemo(index) ? 12 : pick(emailCategories, draw(index, "category"));
      const isSent = draw(index, "direction") % 4 !== 0;
      const address = type === 2 ? "patient@mail.example" : "+61491570156";
      return {
        type: { 1: "SMS", 2: "Email", 3: "Phone call", 4: "Other" }[type] ?? "Fax",
        type_code: type,
        category: categoryNames[category] ?? "Other",
        category_code: category,
        direction_code: isSent ? 1 : 2,
        direction_description: isSent ? "Sent" : "Received",
        from: isSent ? "clinic" : address,
        to: isSent ? (index === 7 ? Array(40).fill("someone@mail.example").join(", ") : address) : "clinic",
        content: contentOf(index, type),
        ...(type === 2
          ? { content_subject: index % 40 === 3 ? `Reminder ${"of your appointment ".repeat(15)}` : "Your appointment" }
          : {}),
        ...(isMemo(index) ? { confidential: index % 3 === 0 } : {}),
      };
    },
  };

  return { patient_attachments: attachmentShape, communications: communicationShape };
}

function contentOf(index: number, type: number): string | null {
  if (index === 2) return `<p>${"A newsletter with far too much text. ".repeat(3_000)}</p>`;
  if (index === 3) return null;
  if (type === 2) return `<p>Dear patient,</p><p>see you soon.</p><ul><li>Bring your card</li></ul>`;
  return index % 31 === 8
    ? `Called back about results ${canaryMarker}`
    : "See you tomorrow at 9:00. Reply Y to confirm.";
}

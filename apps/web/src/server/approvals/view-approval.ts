import type { Approval } from "@flit/core/approval";
import { roleNames } from "@flit/core/permissions";
import type { ApprovalView } from "../../features/approvals/approval-view.ts";

/** An approval without what belongs to nobody's page. */
export function viewApproval({ digest, statement, typedName, role, at, voided }: Approval): ApprovalView {
  return { digest, statement, typedName, role: roleNames[role], at, voided };
}

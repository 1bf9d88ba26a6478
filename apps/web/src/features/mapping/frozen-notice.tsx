import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";

/** Says which map is in force, and that a draft which differs does not count yet. */
export function FrozenNotice({
  frozen,
  isSigned,
  onCompare,
}: {
  readonly frozen: {
    readonly version: number;
    readonly digest: string;
    readonly by: string;
    readonly at: string;
    readonly isOutdated: boolean;
  };
  /** Whether somebody has signed what rests on it. */
  readonly isSigned: boolean;
  onCompare(): void;
}) {
  const { version, digest, by, at, isOutdated } = frozen;
  return (
    <Notice
      tone={isOutdated ? "warn" : "good"}
      title={
        isOutdated ? `The draft differs from version ${version}, which is in force` : `Version ${version} is frozen`
      }
      action={<Button onClick={onCompare}>{isOutdated ? "Show what differs" : "Versions"}</Button>}
    >
      Frozen by {by}, <Time at={at} />, digest <code className="font-mono">{digest.slice(0, 12)}</code>.{" "}
      {isOutdated
        ? `Changes count once the map is frozen again${isSigned ? "; that voids the plan's approval" : ""}.`
        : `You can go on changing the draft${isSigned ? "; freezing another map voids the plan's approval" : ""}.`}
    </Notice>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { type SubmitEvent, useState } from "react";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { createMigration, listMigrations } from "./endpoints.ts";

/** Asks for a name and starts a migration. */
export function NewMigration({
  clinic,
  hasDemo,
  isOpen,
  onClose,
}: {
  readonly clinic: string;
  readonly hasDemo: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const router = useRouter();
  const create = useAct(createMigration, { refresh: [listMigrations] });
  const [isDemo, setDemo] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    const isDemo = event.nativeEvent.submitter?.getAttribute("name") === "demo";
    setDemo(isDemo);
    create.mutate(
      { params: { clinic }, body: { name, isDemo } },
      {
        onSuccess: ({ id }) => {
          onClose();
          router.push(`/clinics/${clinic}/migrations/${id}`);
        },
      },
    );
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Start a migration">
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label="Name"
          name="name"
          defaultValue="Cliniko to Dynamics 365"
          required
          maxLength={120}
          hint="Only you and your colleagues see it."
          problem={create.error?.body.problems?.name ?? create.error?.body.message}
        />
        {/* The first button is the one that Enter presses. */}
        <div className="flex flex-row-reverse flex-wrap gap-2">
          <Button type="submit" look="primary" isBusy={create.isPending && !isDemo}>
            Start with your clinic
          </Button>
          {hasDemo && (
            <Button type="submit" name="demo" isBusy={create.isPending && isDemo}>
              Try with the demo clinic
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

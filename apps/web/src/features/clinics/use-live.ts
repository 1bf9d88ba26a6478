"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { addressOf } from "../../api/address.ts";
import { watchMigration } from "./endpoints.ts";

/** Without events, pages are read again this often. */
const pollMs = 5_000;

/** Reads a migration's pages again whenever the server says that something changed; polls where events do not get through. */
export function useLive({ clinic, migration }: { readonly clinic: string; readonly migration: string }): void {
  const client = useQueryClient();
  useEffect(() => {
    const readAgain = () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [path, params] }) =>
          typeof path === "string" &&
          path.startsWith("/clinics/:clinic/migrations") &&
          typeof params === "object" &&
          params !== null &&
          (!("migration" in params) || params.migration === migration),
      });
    let isReading = false;
    let isAskedAgain = false;
    // One reading at a time: a change a second would give up answers that take longer, and the page would stand still.
    const refresh = async () => {
      isAskedAgain = true;
      if (isReading) return;
      isReading = true;
      while (isAskedAgain) {
        isAskedAgain = false;
        await readAgain();
      }
      isReading = false;
    };
    let timer: ReturnType<typeof setInterval> | undefined;
    const events = new EventSource(addressOf(watchMigration.path, { clinic, migration }));
    events.addEventListener("change", () => void refresh());
    events.addEventListener("open", () => clearInterval(timer));
    events.addEventListener("error", () => {
      clearInterval(timer);
      timer = setInterval(() => void refresh(), pollMs);
    });
    return () => {
      clearInterval(timer);
      events.close();
    };
  }, [client, clinic, migration]);
}

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
    const refresh = () =>
      void client.invalidateQueries({
        predicate: ({ queryKey: [path, params] }) =>
          typeof path === "string" &&
          path.startsWith("/clinics/:clinic/migrations") &&
          typeof params === "object" &&
          params !== null &&
          (!("migration" in params) || params.migration === migration),
      });
    let timer: ReturnType<typeof setInterval> | undefined;
    const events = new EventSource(addressOf(watchMigration.path, { clinic, migration }));
    events.addEventListener("change", refresh);
    events.addEventListener("open", () => clearInterval(timer));
    events.addEventListener("error", () => {
      clearInterval(timer);
      timer = setInterval(refresh, pollMs);
    });
    return () => {
      clearInterval(timer);
      events.close();
    };
  }, [client, clinic, migration]);
}

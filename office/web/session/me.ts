import { useQueryClient } from "@tanstack/react-query";
import { AppError, must } from "@veche/kernel";
import type { Permission } from "@veche/office-domain/access";
import { getMe, updateSettings } from "@veche/office-domain/directory";
import type { Me, Settings } from "@veche/office-domain/directory";
import { routeKey, useRoute, useRouteMutation } from "@veche/web/query";
import { tellError } from "../parts/index.ts";

/** Who is signed in. Only inside the shell, which opens after he is known. */
export function useMe(): Me {
  return must(useRoute(getMe, {}).data, "nobody is signed in");
}

export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}

/** Changes my settings: shown at once, taken back when the server refuses. */
export function useSettings(): { readonly settings: Settings; readonly change: (part: Partial<Settings>) => void } {
  const client = useQueryClient();
  const key = routeKey(getMe, {});
  const me = useMe();
  const save = useRouteMutation(updateSettings, {
    onMutate: (part) => {
      const before = client.getQueryData<Me>(key);
      if (before) client.setQueryData<Me>(key, { ...before, settings: { ...before.settings, ...withoutGaps(part) } });
      return before;
    },
    onSuccess: (saved) => client.setQueryData(key, saved),
    onError: (error, _part, before) => {
      client.setQueryData(key, before);
      if (!isSessionEnd(error)) tellError(error);
    },
  });
  return { settings: me.settings, change: (part) => save.mutate(part) };
}

function withoutGaps<T extends object>(part: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as never;
}

/** Whether a failure means that one has to sign in again; the window that says so is shown by the shell. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof AppError && error.code === "unauthenticated";
}

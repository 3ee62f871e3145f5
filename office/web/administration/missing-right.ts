import type { Permission } from "@veche/office-domain/access";
import { useText } from "@veche/web/i18n";
import { useConnection } from "../collaboration/index.ts";
import { administrationTexts } from "./texts.ts";

/** Says which right is missing and which administrator to turn to. */
export function useMissingRight(): (permission: Permission) => string {
  const t = useText(administrationTexts);
  const names = useConnection()?.administrators ?? [];
  return (permission) =>
    names.length === 0
      ? t("missingRight", { permission: t(permission) })
      : t("missingRightOf", { permission: t(permission), names: names.join(", "), count: names.length });
}

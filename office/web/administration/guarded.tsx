import { IconLock } from "@tabler/icons-react";
import type { Permission } from "@veche/office-domain/access";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { EmptyState } from "../parts/index.ts";
import { useCan } from "../session/index.ts";
import { administrationTexts } from "./texts.ts";

/** Shows its children to who has the right, and the missing right to the others. */
export function Guarded({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }): ReactNode {
  const t = useText(administrationTexts);
  if (useCan(permission)) return children;
  return (
    <EmptyState
      icon={<IconLock size={20} stroke={1.75} />}
      title={t("mayNotTitle")}
      text={t("missingRight", { permission: t(permission) })}
    />
  );
}

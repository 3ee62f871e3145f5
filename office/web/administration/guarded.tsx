import { IconLock } from "@tabler/icons-react";
import type { Permission } from "@veche/office-domain/access";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { EmptyState } from "../parts/index.ts";
import { useCan } from "../session/index.ts";
import { useMissingRight } from "./missing-right.ts";
import { administrationTexts } from "./texts.ts";

/** Shows its children to who has the right, and the missing right to the others. */
export function Guarded({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }): ReactNode {
  const t = useText(administrationTexts);
  const missingRight = useMissingRight();
  if (useCan(permission)) return children;
  return <EmptyState isPage icon={<IconLock size={20} stroke={1.75} />} title={t("mayNotTitle")} text={missingRight(permission)} />;
}

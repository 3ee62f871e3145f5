import { IconLock } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { EmptyState } from "../parts/index.ts";
import { useCan } from "../session/index.ts";
import { registerTexts } from "./texts.ts";

/** Shows registers to who keeps them or registers in them, and the missing right to the others. */
export function Guarded({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useText(registerTexts);
  const mayRegister = useCan("documents.register");
  const mayManage = useCan("registers.manage");
  if (mayRegister || mayManage) return children;
  return <EmptyState isPage icon={<IconLock size={20} stroke={1.75} />} title={t("mayNotTitle")} text={t("mayNot")} />;
}

import {
  IconAddressBook,
  IconFile,
  IconFileCertificate,
  IconFileDescription,
  IconFileInvoice,
  IconFiles,
  IconFileText,
  IconHome,
  IconMail,
  IconMessages,
  IconSettings,
  IconTool,
  IconUsers,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { Permission } from "@veche/office-domain/access";
import { useText } from "@veche/web/i18n";
import { useIsConnected } from "../collaboration/index.ts";
import type { Tab } from "../places/index.ts";
import { useMe } from "../session/index.ts";
import { shellTexts } from "./texts.ts";

export type SectionName = "home" | "discussions" | "documents" | "people" | "administration";
export interface Section {
  readonly name: SectionName;
  readonly path: string;
  readonly icon: Icon;
}

const all: readonly Section[] = [
  { name: "home", path: "/", icon: IconHome },
  { name: "discussions", path: "/discussions", icon: IconMessages },
  { name: "documents", path: "/documents", icon: IconFiles },
  { name: "people", path: "/people", icon: IconAddressBook },
  { name: "administration", path: "/administration", icon: IconSettings },
];
const administering: readonly Permission[] = ["users.manage", "services.connect", "mailbox.read", "registers.manage"];

/** Sections that exist and that I may use. Discussions come and go with their connection. */
export function useSections(): readonly Section[] {
  const isConnected = useIsConnected();
  const { permissions } = useMe();
  const hidden = new Set<SectionName>();
  if (!isConnected) hidden.add("discussions");
  if (!administering.some((permission) => permissions.includes(permission))) hidden.add("administration");
  return all.filter(({ name }) => !hidden.has(name));
}

/** Paths of a section beside its own. */
const furtherPaths: Readonly<Record<string, string>> = { documents: "/registers" };

export function isInSection({ name, path }: Section, pathname: string): boolean {
  if (path === "/") return pathname === "/";
  return [path, furtherPaths[name] ?? path].some((one) => pathname === one || pathname.startsWith(`${one}/`));
}

const recordIcons: Readonly<Record<string, Icon>> = {
  contract: IconFileCertificate,
  order: IconFileDescription,
  invoice: IconFileInvoice,
  incomingLetter: IconMail,
  outgoingLetter: IconMail,
};
const placeIcons: Readonly<Record<string, Icon>> = {
  "/documents": IconFiles,
  "/documents/new": IconFile,
  "/people": IconAddressBook,
  "/settings": IconSettings,
  "/administration": IconSettings,
  "/administration/users": IconUsers,
  "/administration/mailbox": IconMail,
  "/technician": IconTool,
};

export function tabIcon(tab: Tab): Icon {
  if (tab.picture) return recordIcons[tab.picture] ?? IconFileText;
  return (
    placeIcons[tab.key] ?? (tab.key.startsWith("/documents/") ? IconFileText : tab.key.startsWith("/technician") ? IconTool : IconSettings)
  );
}

/** Names of tabs: a record's own title, or the section in the person's language. */
export function useTabTitle(): (tab: Tab) => string {
  const t = useText(shellTexts);
  const names: Readonly<Record<string, string>> = {
    "/documents": t("documents"),
    "/documents/new": t("newDocument"),
    "/people": t("people"),
    "/settings": t("settings"),
    "/administration": t("administration"),
    "/administration/services": t("services"),
    "/administration/users": t("users"),
    "/administration/departments": t("departments"),
    "/administration/mailbox": t("mailbox"),
    "/administration/health": t("health"),
    "/technician": t("technician"),
    "/technician/collaboration": t("collaborationSystem"),
  };
  return (tab) => tab.title ?? names[tab.key] ?? t("document");
}

import { useNavigate } from "@tanstack/react-router";
import { useText } from "@veche/web/i18n";
import { createElement } from "react";
import type { ReactNode } from "react";
import {
  IconFilePlus,
  IconKey,
  IconKeyboard,
  IconMail,
  IconPlugConnected,
  IconSettings,
  IconTool,
  IconUserPlus,
  IconUsers,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { useMe } from "../session/index.ts";
import { useSections } from "./sections.tsx";
import { shellTexts } from "./texts.ts";

/** One line of the search: what it is called, what it does. */
export interface Command {
  readonly key: string;
  readonly title: string;
  readonly note?: string | undefined;
  readonly picture: ReactNode;
  readonly run: () => void;
}

interface Place {
  readonly title: string;
  /** other names by which it is looked for */
  readonly words?: string;
  /** where it is, or what it does */
  readonly to: string | (() => void);
  readonly icon: Icon;
  readonly isOffered: boolean;
}

/** @returns whether every word of the query begins a word of the text */
export function matches(text: string, query: string): boolean {
  const words = text.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  const wanted = query.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}

/** Sections and commands that fit the query; the sections alone without one. @param onKeys shows the keys */
export function useCommands(query: string, onKeys: () => void): readonly Command[] {
  const t = useText(shellTexts);
  const navigate = useNavigate();
  const sections = useSections();
  const { permissions, settings } = useMe();
  const may = (permission: (typeof permissions)[number]): boolean => permissions.includes(permission);
  const places: readonly Place[] = [
    ...sections.map(({ name, path, icon }) => ({ title: t(name), to: path, icon, isOffered: true })),
    { title: t("newDocument"), to: "/documents/new", icon: IconFilePlus, isOffered: may("documents.create") },
    { title: t("settings"), to: "/settings", icon: IconSettings, isOffered: true },
    { title: t("changePassword"), to: "/settings/security", icon: IconKey, isOffered: true },
    {
      title: t("connectDiscussions"),
      words: t("services"),
      to: "/administration/services",
      icon: IconPlugConnected,
      isOffered: may("services.connect"),
    },
    { title: t("users"), to: "/administration/users", icon: IconUsers, isOffered: may("users.manage") },
    { title: t("addUser"), to: "/administration/users?person=new", icon: IconUserPlus, isOffered: may("users.manage") },
    { title: t("mailbox"), to: "/administration/mailbox", icon: IconMail, isOffered: may("mailbox.read") },
    { title: t("technician"), words: t("allFunctions"), to: "/technician", icon: IconTool, isOffered: settings.isTechnician },
    { title: t("collaborationSystem"), to: "/technician/collaboration", icon: IconPlugConnected, isOffered: settings.isTechnician },
    { title: t("keyboard"), to: onKeys, icon: IconKeyboard, isOffered: true },
  ];
  return places
    .filter(
      ({ title, words = "", isOffered }, index) => isOffered && (query ? matches(`${title} ${words}`, query) : index < sections.length),
    )
    .map(({ title, words, to, icon }) => ({
      key: title,
      title,
      note: words,
      picture: createElement(icon, { size: 18, stroke: 1.75 }),
      run: typeof to === "string" ? () => void navigate({ href: to }) : to,
    }));
}

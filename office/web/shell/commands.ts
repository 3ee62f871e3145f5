import { useNavigate } from "@tanstack/react-router";
import { useText } from "@veche/web/i18n";
import { createElement } from "react";
import type { ReactNode } from "react";
import { IconFilePlus, IconKey, IconMail, IconPlugConnected, IconSettings, IconTool, IconUserPlus, IconUsers } from "@tabler/icons-react";
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
  readonly path: string;
  readonly icon: Icon;
  readonly isOffered: boolean;
}

/** @returns whether every word of the query begins a word of the text */
export function matches(text: string, query: string): boolean {
  const words = text.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  const wanted = query.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u);
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}

/** Sections and commands that fit the query; the sections alone without one. */
export function useCommands(query: string): readonly Command[] {
  const t = useText(shellTexts);
  const navigate = useNavigate();
  const sections = useSections();
  const { permissions, settings } = useMe();
  const may = (permission: (typeof permissions)[number]): boolean => permissions.includes(permission);
  const places: readonly Place[] = [
    ...sections.map(({ name, path, icon }) => ({ title: t(name), path, icon, isOffered: true })),
    { title: t("newDocument"), path: "/documents/new", icon: IconFilePlus, isOffered: may("documents.create") },
    { title: t("settings"), path: "/settings", icon: IconSettings, isOffered: true },
    { title: t("changePassword"), path: "/settings/security", icon: IconKey, isOffered: true },
    {
      title: t("connectDiscussions"),
      words: t("services"),
      path: "/administration/services",
      icon: IconPlugConnected,
      isOffered: may("services.connect"),
    },
    { title: t("users"), path: "/administration/users", icon: IconUsers, isOffered: may("users.manage") },
    { title: t("addUser"), path: "/administration/users?person=new", icon: IconUserPlus, isOffered: may("users.manage") },
    { title: t("mailbox"), path: "/administration/mailbox", icon: IconMail, isOffered: may("mailbox.read") },
    { title: t("technician"), words: t("allFunctions"), path: "/technician", icon: IconTool, isOffered: settings.isTechnician },
    { title: t("collaborationSystem"), path: "/technician/collaboration", icon: IconPlugConnected, isOffered: settings.isTechnician },
  ];
  return places
    .filter(
      ({ title, words = "", isOffered }, index) => isOffered && (query ? matches(`${title} ${words}`, query) : index < sections.length),
    )
    .map(({ title, words, path, icon }) => ({
      key: path,
      title,
      note: words,
      picture: createElement(icon, { size: 18, stroke: 1.75 }),
      run: () => void navigate({ href: path }),
    }));
}

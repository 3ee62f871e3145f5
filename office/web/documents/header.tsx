import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import {
  IconArrowLeft,
  IconChevronDown,
  IconDots,
  IconLayoutSidebarRight,
  IconLink,
  IconMessageCircle,
  IconTrash,
} from "@tabler/icons-react";
import { deleteDocument, documentPath, getDocument, listDocuments, restoreDocument } from "@veche/office-domain/documents";
import type { Document } from "@veche/office-domain/documents";
import { useFormat, useText } from "@veche/web/i18n";
import { callRoute, routeKey } from "@veche/web/query";
import type { ReactNode } from "react";
import { Crumbs, tellDone, tellError } from "../parts/index.ts";
import { tabs } from "../places/index.ts";
import type { useDocumentChange } from "./change.tsx";
import classes from "./document.module.css";
import { listNextStates, stateActions, StateChip } from "./looks.tsx";
import { useDocumentName } from "./naming.ts";
import { RegisterButton } from "./register-dialog.tsx";
import { documentTexts } from "./texts.ts";

interface HeaderProps {
  readonly document: Document;
  readonly onChange: ReturnType<typeof useDocumentChange>;
  readonly isPhone: boolean;
  readonly isDiscussing: boolean;
  readonly onDiscuss: () => void;
}

/** The next step in one button, the others behind its arrow. */
function StateButtons({ document, onChange }: Pick<HeaderProps, "document" | "onChange">): ReactNode {
  const t = useText(documentTexts);
  const [next, ...others] = listNextStates(document);
  if (!document.can.edit || next === undefined) return null;
  const isOver = document.state === "completed" || document.state === "cancelled";
  return (
    <Button.Group>
      <Button variant={isOver ? "default" : "filled"} onClick={() => void onChange({ state: next })}>
        {t(stateActions[next])}
      </Button>
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button className={classes.split} px={6} aria-label={t("otherStates")}>
              <IconChevronDown size={16} stroke={1.75} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((state) => (
              <Menu.Item key={state} onClick={() => void onChange({ state })}>
                {t(stateActions[state])}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Button.Group>
  );
}

function MoreMenu({ document }: { readonly document: Document }): ReactNode {
  const t = useText(documentTexts);
  const client = useQueryClient();
  const navigate = useNavigate();
  const path = documentPath(document.id);
  const copyLink = (): void =>
    void navigator.clipboard.writeText(new URL(path, location.origin).href).then(() => tellDone(t("linkCopied")), tellError);
  const restore = async (): Promise<void> => {
    try {
      const restored = await callRoute(restoreDocument, { documentId: document.id });
      client.setQueryData(routeKey(getDocument, { documentId: document.id }), restored);
      void client.invalidateQueries({ queryKey: routeKey(listDocuments) });
      await navigate({ to: path });
      tellDone(t("restored"));
    } catch (error) {
      tellError(error);
    }
  };
  const remove = async (): Promise<void> => {
    const nextPath = tabs.close(path);
    try {
      await navigate({ href: nextPath });
      await callRoute(deleteDocument, { documentId: document.id });
      tellDone(t("deleted"), () => void restore());
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("more")}>
          <IconDots size={20} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={18} stroke={1.75} />} onClick={copyLink}>
          {t("copyLink")}
        </Menu.Item>
        {document.can.delete && (
          <Menu.Item color="red" leftSection={<IconTrash size={18} stroke={1.75} />} onClick={() => void remove()}>
            {t("delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function PhoneBar({ document, onDiscuss }: Pick<HeaderProps, "document" | "onDiscuss">): ReactNode {
  const t = useText(documentTexts);
  const router = useRouter();
  const navigate = useNavigate();
  const goBack = (): void => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/documents" }));
  return (
    <div className={classes.phoneBar}>
      <ActionIcon size="lg" aria-label={t("back")} onClick={goBack}>
        <IconArrowLeft size={22} stroke={1.75} />
      </ActionIcon>
      <span className={classes.phoneNumber}>{useDocumentName()(document)}</span>
      <ActionIcon size="lg" aria-label={t("showDiscussion")} onClick={onDiscuss}>
        <IconMessageCircle size={22} stroke={1.75} />
      </ActionIcon>
      <MoreMenu document={document} />
    </div>
  );
}

/** What the document is, how it stands, what can be done with it. */
export function Header({ document, onChange, isPhone, isDiscussing, onDiscuss }: HeaderProps): ReactNode {
  const t = useText(documentTexts);
  const format = useFormat();
  const { kind, title, number, documentOn, counterparty, state } = document;
  const name = useDocumentName()(document);
  const dated = documentOn ? t("numberFrom", { number: name, date: format.date(documentOn) }) : name;
  return (
    <header className={classes.header}>
      {isPhone ? (
        <PhoneBar document={document} onDiscuss={onDiscuss} />
      ) : (
        <Crumbs crumbs={[{ label: t("title"), to: "/documents" }, { label: t(kind) }]} />
      )}
      <div className={classes.titleLine}>
        <h1 className={classes.title}>{title}</h1>
        <StateChip state={state} />
        <div className={classes.actions}>
          <RegisterButton document={document} />
          <StateButtons document={document} onChange={onChange} />
          {!isPhone && <MoreMenu document={document} />}
          {!isPhone && !isDiscussing && (
            <Tooltip label={t("showDiscussion")}>
              <ActionIcon aria-label={t("showDiscussion")} aria-expanded={false} onClick={onDiscuss}>
                <IconLayoutSidebarRight size={20} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </div>
      <p className={classes.subtitle}>{[number ? dated : t("noNumber"), counterparty].filter(Boolean).join(" · ")}</p>
    </header>
  );
}

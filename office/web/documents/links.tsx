import { ActionIcon, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { IconPlus, IconX } from "@tabler/icons-react";
import { addLink, documentPath, listHistory, listLinks, removeLink } from "@veche/office-domain/documents";
import type { Document, DocumentLink } from "@veche/office-domain/documents";
import type { RouteOutput } from "@veche/kernel";
import { useText } from "@veche/web/i18n";
import { callRoute, routeKey, useRoute } from "@veche/web/query";
import type { ReactNode } from "react";
import { PlainList, tellDone } from "../parts/index.ts";
import { PathLink } from "../places/index.ts";
import classes from "./document.module.css";
import { LinkDialog } from "./link-dialog.tsx";
import linkClasses from "./links.module.css";
import { KindIcon } from "./looks.tsx";
import { useDocumentName } from "./naming.ts";
import { useTellRegistrationFault } from "./registration-fault.ts";
import { registrationTexts } from "./registration-texts.ts";

interface LinkRowProps {
  readonly link: DocumentLink;
  readonly onRemove: (() => void) | null;
}

function LinkRow({ link: { relation, document }, onRemove }: LinkRowProps): ReactNode {
  const t = useText(registrationTexts);
  const name = useDocumentName()(document);
  return (
    <li className={linkClasses.link}>
      <KindIcon kind={document.kind} size={16} />
      <span className={linkClasses.text}>
        <span className={linkClasses.relation}>{t(relation)}</span>
        <PathLink path={documentPath(document.id)}>{document.number ? `${name} · ${document.title}` : document.title}</PathLink>
      </span>
      {onRemove && (
        <ActionIcon size="sm" aria-label={t("unlink", { name: document.title })} onClick={onRemove}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </li>
  );
}

/** Documents this one is linked with, from both ends; what I may not see is not here. */
export function Links({ document }: { readonly document: Document }): ReactNode {
  const t = useText(registrationTexts);
  const client = useQueryClient();
  const tellFault = useTellRegistrationFault();
  const [isAdding, adding] = useDisclosure(false);
  const documentId = document.id;
  const { data } = useRoute(listLinks, { documentId });
  const items = data?.items ?? [];
  const keep = (links: RouteOutput<typeof listLinks>): void => {
    client.setQueryData(routeKey(listLinks, { documentId }), links);
    void client.invalidateQueries({ queryKey: routeKey(listHistory) });
  };
  const putBack = ({ id, relation, document: other }: DocumentLink): void => {
    void callRoute(addLink, { documentId, id, relation, otherId: other.id }).then(keep, tellFault);
  };
  const remove = async (link: DocumentLink): Promise<void> => {
    try {
      keep(await callRoute(removeLink, { documentId, linkId: link.id }));
      tellDone(t("unlinked"), () => putBack(link));
    } catch (error) {
      tellFault(error);
    }
  };
  if (items.length === 0 && !document.can.edit) return null;
  return (
    <>
      <h2 className={classes.group}>{t("links")}</h2>
      <PlainList>
        {items.map((link) => (
          <LinkRow key={link.id} link={link} onRemove={document.can.edit ? () => void remove(link) : null} />
        ))}
      </PlainList>
      {document.can.edit && (
        <Button size="xs" variant="subtle" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={adding.open}>
          {t("addLink")}
        </Button>
      )}
      {isAdding && <LinkDialog document={document} onLinked={keep} onClose={adding.close} />}
    </>
  );
}

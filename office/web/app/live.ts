import { useLocation, useNavigate } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { documentPath } from "@veche/office-domain/documents";
import type { DocumentId } from "@veche/office-domain/documents";
import { officeLivePath } from "@veche/office-domain/everything";
import type { OfficeEvent } from "@veche/office-domain/everything";
import { useText } from "@veche/web/i18n";
import { useLive } from "@veche/web/live";
import type { LiveStatus } from "@veche/web/live";
import { applyAbsenceChange } from "../absences/index.ts";
import { applyConnectionChange } from "../collaboration/index.ts";
import { applyDirectoryEvent } from "../directory/index.ts";
import { applyDocumentEvent, takeDocumentsAnew } from "../documents/index.ts";
import { tellDone } from "../parts/index.ts";
import { tabs } from "../places/index.ts";
import { appTexts } from "./texts.ts";

/** Closes the tab of a document that I may not see any more, and says why. */
function useClosing(): (documentId: DocumentId) => void {
  const t = useText(appTexts);
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  return (documentId) => {
    const key = documentPath(documentId);
    const tab = tabs.getSnapshot().find((opened) => opened.key === key);
    const isShown = pathname === key;
    if (!tab && !isShown) return;
    tellDone(t("closedDocument", { title: tab?.title ?? "" }));
    const nextPath = tabs.close(key);
    if (isShown) void navigate({ href: nextPath });
  };
}

/** Hears the office and keeps the page equal to it. @returns how the connection stands */
export function useOfficeLive(onSessionEnd: () => void, isSignedOut: boolean): LiveStatus {
  const close = useClosing();
  const apply = (client: QueryClient, event: OfficeEvent): void => {
    switch (event.type) {
      case "person.changed":
      case "departments.changed":
      case "me.changed":
        return applyDirectoryEvent(client, event);
      case "absences.changed":
        return applyAbsenceChange(client, event.personId);
      case "document.changed":
        return applyDocumentEvent(client, event);
      case "document.closed":
        close(event.documentId);
        return applyDocumentEvent(client, event);
      case "documents.changed":
        return takeDocumentsAnew(client);
      case "collaboration.changed":
        return applyConnectionChange(client);
    }
  };
  return useLive<OfficeEvent>(officeLivePath, apply, onSessionEnd, isSignedOut);
}

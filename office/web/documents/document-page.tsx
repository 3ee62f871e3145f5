import { Button, Modal } from "@mantine/core";
import { useDisclosure, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { IconFileOff } from "@tabler/icons-react";
import { getDocument } from "@veche/office-domain/documents";
import type { Document, DocumentId } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import { useRoute } from "@veche/web/query";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { RecordDiscussion } from "../collaboration/index.ts";
import { EmptyState, ErrorState, RowsSkeleton, TabBar } from "../parts/index.ts";
import { useRecordTitle } from "../places/index.ts";
import { useDocumentChange } from "./change.tsx";
import { openDocumentDiscussion } from "./discussion.ts";
import classes from "./document.module.css";
import { Header } from "./header.tsx";
import { History } from "./history.tsx";
import { Overview } from "./overview.tsx";
import { Rights } from "./rights.tsx";
import { SidePane } from "./side-pane.tsx";
import { useDocumentName } from "./naming.ts";
import { documentTexts } from "./texts.ts";

const partNames = ["overview", "rights", "history"] as const;
type PartName = (typeof partNames)[number];

function usePart(documentId: DocumentId): readonly [PartName, (part: PartName) => void] {
  const navigate = useNavigate();
  const wanted = useSearch({ strict: false, select: (search: { part?: string }) => search.part });
  const part = partNames.find((name) => name === wanted) ?? "overview";
  const go = (next: PartName): void =>
    void navigate({
      to: "/documents/$documentId",
      params: { documentId },
      search: next === "overview" ? {} : { part: next },
      replace: true,
    });
  return [part, go];
}

function Gone(): ReactNode {
  const t = useText(documentTexts);
  return (
    <EmptyState
      isPage
      icon={<IconFileOff size={20} stroke={1.75} />}
      title={t("gone")}
      text={t("goneText")}
      action={
        <Button component={Link} to="/documents" variant="default">
          {t("toList")}
        </Button>
      }
    />
  );
}

function Card({ document }: { readonly document: Document }): ReactNode {
  const t = useText(documentTexts);
  const [part, setPart] = usePart(document.id);
  const change = useDocumentChange(document);
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const isNarrow = useMediaQuery("(max-width: 62em)", undefined, { getInitialValueInEffect: false });
  const [isPaneOpened, setPaneOpened] = useLocalStorage({
    key: "veche-discussion-opened",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [isOverlayOpened, overlay] = useDisclosure(false);
  const isDiscussing = !isNarrow && isPaneOpened;
  const nameOf = useDocumentName();
  useRecordTitle(document.number ? nameOf(document) : document.title, document.kind);
  const discussion = (onHide: () => void): ReactNode => (
    // on its first way here the card stays where it is
    <Suspense fallback={<RowsSkeleton count={5} height={56} hasPicture />}>
      <RecordDiscussion recordKey={document.id} open={openDocumentDiscussion} hideLabel={t("hideDiscussion")} onHide={onHide} />
    </Suspense>
  );
  const parts = { overview: Overview, rights: Rights, history: History };
  const Part = parts[part];
  return (
    <div className={classes.card}>
      <section className={classes.main}>
        <Header
          document={document}
          onChange={change}
          isPhone={isPhone}
          isDiscussing={isDiscussing}
          onDiscuss={() => (isNarrow ? overlay.open() : setPaneOpened(true))}
        />
        <TabBar
          className={classes.tabs}
          label={t("parts")}
          items={partNames.map((value) => ({ value, label: t(value) }))}
          value={part}
          onChange={setPart}
        >
          <Part document={document} onChange={change} />
        </TabBar>
      </section>
      {isDiscussing && <SidePane>{discussion(() => setPaneOpened(false))}</SidePane>}
      <Modal
        opened={isNarrow && isOverlayOpened}
        onClose={overlay.close}
        fullScreen
        withCloseButton={false}
        padding={0}
        title={t("discussion")}
        classNames={{ header: classes.hidden!, body: classes.overlay! }}
      >
        {isOverlayOpened && discussion(overlay.close)}
      </Modal>
    </div>
  );
}

/** The card of a document. */
export function DocumentPage(): ReactNode {
  const documentId = useParams({ strict: false, select: (params: { documentId?: string }) => params.documentId }) as DocumentId;
  const { data, error, refetch } = useRoute(getDocument, { documentId }, { retry: false });
  if (error && (error.code === "not_found" || error.code === "invalid")) return <Gone />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton count={10} height={44} />;
  return <Card key={data.id} document={data} />;
}

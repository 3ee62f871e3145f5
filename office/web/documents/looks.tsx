import {
  IconFile,
  IconFileCertificate,
  IconFileDescription,
  IconFileInvoice,
  IconFileText,
  IconMail,
  IconMailForward,
  IconNotes,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { Document, DocumentKind, DocumentState } from "@veche/office-domain/documents";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Chip } from "../parts/index.ts";
import type { Tone } from "../parts/index.ts";
import { documentTexts } from "./texts.ts";

const icons: Readonly<Record<DocumentKind, Icon>> = {
  incomingLetter: IconMail,
  outgoingLetter: IconMailForward,
  memo: IconNotes,
  order: IconFileDescription,
  contract: IconFileCertificate,
  offer: IconFileText,
  invoice: IconFileInvoice,
  act: IconFileText,
  powerOfAttorney: IconFileCertificate,
  minutes: IconNotes,
};

const tones: Readonly<Record<DocumentState, Tone>> = {
  draft: "neutral",
  inWork: "accent",
  onApproval: "amber",
  onSigning: "amber",
  registered: "green",
  completed: "green",
  cancelled: "neutral",
};

/** The colour that a state means. */
export function stateTone(state: DocumentState): Tone {
  return tones[state];
}

export function KindIcon({ kind, size = 18 }: { readonly kind: DocumentKind; readonly size?: number }): ReactNode {
  const KindPicture = icons[kind] ?? IconFile;
  return <KindPicture size={size} stroke={1.75} aria-hidden />;
}

export function StateChip({ state }: { readonly state: DocumentState }): ReactNode {
  const t = useText(documentTexts);
  return (
    <Chip tone={tones[state]} hasDot>
      {t(state)}
    </Chip>
  );
}

/** @param dueOn calendar date @returns whether it lies before today and the work is not over */
export function isOverdue(dueOn: string | null, state: DocumentState, todayKey: string): boolean {
  return dueOn !== null && dueOn < todayKey && state !== "completed" && state !== "cancelled";
}

/** The next sensible step of a document, and where else it can go; registered it becomes by its registration only. */
const nextStates: Readonly<Record<DocumentState, readonly DocumentState[]>> = {
  draft: ["inWork", "onApproval", "cancelled"],
  inWork: ["onApproval", "onSigning", "completed", "draft", "cancelled"],
  onApproval: ["onSigning", "inWork", "completed", "cancelled"],
  onSigning: ["completed", "inWork", "cancelled"],
  registered: ["completed", "inWork", "cancelled"],
  completed: ["inWork"],
  cancelled: ["draft"],
};

type Standing = Pick<Document, "state" | "isRegistered">;

/** @returns the states that a person may choose for a document, the next sensible one first */
export function listNextStates({ state, isRegistered }: Standing): readonly DocumentState[] {
  return nextStates[state].filter((next) => canStand(next, isRegistered));
}

/** Whether such a document can be in a state: what was registered is no draft again, and the other way round. */
export function canStand(state: DocumentState, isRegistered: boolean): boolean {
  return state !== (isRegistered ? "draft" : "registered");
}

export const stateActions = {
  draft: "toDraft",
  inWork: "toInWork",
  onApproval: "toOnApproval",
  onSigning: "toOnSigning",
  registered: "toRegistered",
  completed: "toCompleted",
  cancelled: "toCancelled",
} as const satisfies Record<DocumentState, string>;

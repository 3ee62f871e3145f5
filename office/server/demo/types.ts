import type { DocumentKind, DocumentState } from "@veche/office-domain/documents";

/** A stable name inside the demo company: a login, `kp-0417`, `sales`. Never an id of a database. */
export type DemoKey = string;

/** @see DemoPerson.departmentKey; the tree is closed by `parentKey`. */
export type DemoDepartment = {
  key: DemoKey;
  name: string;
  parentKey: DemoKey | null;
  headKey: DemoKey;
  /** What the department answers for, one sentence. */
  description: string;
};

export type DemoAbsence = {
  kind: "vacation" | "trip" | "dayOff";
  /** Calendar dates `YYYY-MM-DD`, both included. */
  startsOn: string;
  endsOn: string;
  substituteKey: DemoKey | null;
};

export type DemoPerson = {
  /** Also the login: the surname in Latin letters. */
  key: DemoKey;
  lastName: string;
  firstName: string;
  patronymic: string;
  gender: "male" | "female";
  /** Colleagues who are not senior themselves call a senior by name and patronymic and say «вы». */
  isSenior: boolean;
  isAdministrator: boolean;
  position: string;
  departmentKey: DemoKey;
  /** «По каким вопросам», most frequent first; never empty. */
  responsibilities: readonly string[];
  innerPhone: string;
  mobilePhone: string;
  email: string;
  city: string;
  absence: DemoAbsence | null;
};

export type DemoCounterparty = { key: DemoKey; name: string; inn: string; city: string; contact: string; email: string };

export type DemoDocument = {
  key: DemoKey;
  kind: DocumentKind;
  number: string;
  title: string;
  /** Paragraphs are separated by an empty line. */
  text: string;
  state: DocumentState;
  createdAt: Date;
  /** The date of the document, `YYYY-MM-DD`. */
  documentOn: string;
  dueOn: string | null;
  counterpartyKey: DemoKey | null;
  amountRub: number | null;
  authorKey: DemoKey;
  responsibleKey: DemoKey;
  /** Who may see it besides the author and the responsible person: people, and departments with everything below them. */
  participants: readonly { kind: "person" | "department"; key: DemoKey }[];
  fileKeys: readonly DemoKey[];
};

export type DemoFile = {
  key: DemoKey;
  name: string;
  mediaType: "image/png" | "application/pdf" | "text/plain" | "text/csv";
  /** Made on call, always the same bytes. */
  content: () => Uint8Array;
};

export type DemoConversationKind = "personal" | "group" | "department" | "context" | "broadcast";

export type DemoConversation = {
  key: DemoKey;
  kind: DemoConversationKind;
  /** Empty for a personal one: it is titled by the other person. */
  title: string;
  departmentKey: DemoKey | null;
  documentKey: DemoKey | null;
  ownerKey: DemoKey;
  /** Sorted, unique, with the owner. */
  memberKeys: readonly DemoKey[];
  createdAt: Date;
};

export type DemoReaction = { emoji: string; personKeys: readonly DemoKey[] };

export type DemoMessage = {
  key: DemoKey;
  conversationKey: DemoKey;
  authorKey: DemoKey;
  at: Date;
  /** Markdown; a mention is `{@login}`. */
  text: string;
  mentionKeys: readonly DemoKey[];
  replyToKey: DemoKey | null;
  edit: { at: Date; earlierText: string } | null;
  reactions: readonly DemoReaction[];
  /** Documents shown as cards under the text. */
  documentKeys: readonly DemoKey[];
  fileKeys: readonly DemoKey[];
};

/** Up to which message a person has read a conversation; no row = nothing read. */
export type DemoReadMark = { conversationKey: DemoKey; personKey: DemoKey; messageKey: DemoKey };

/** What a person has chosen for himself. */
export type DemoPreference = {
  conversationKey: DemoKey;
  personKey: DemoKey;
  isPinned: boolean;
  notificationLevel: "all" | "mentions" | "none";
};

export type DemoOrganization = {
  name: string;
  shortName: string;
  slogan: string;
  inn: string;
  kpp: string;
  address: string;
  email: string;
};

export type DemoCompany = {
  organization: DemoOrganization;
  /** Parents before children. */
  departments: readonly DemoDepartment[];
  people: readonly DemoPerson[];
  counterparties: readonly DemoCounterparty[];
  /** Oldest first. */
  documents: readonly DemoDocument[];
  files: readonly DemoFile[];
  conversations: readonly DemoConversation[];
  /** Oldest first; inside a conversation no two share an instant. */
  messages: readonly DemoMessage[];
  readMarks: readonly DemoReadMark[];
  preferences: readonly DemoPreference[];
};

import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { User, UserId } from "@veche/collab-domain/directory";
import type { Message, MessageId } from "@veche/collab-domain/messages";
import type { FileId } from "@veche/collab-domain/files";

const id = (kind: number, number: number): string => `0192f0c1-000${kind}-7000-8000-${String(number).padStart(12, "0")}`;
export const toUserId = (number: number): UserId => id(1, number) as UserId;
export const toConversationId = (number: number): ConversationId => id(2, number) as ConversationId;

const staff = [
  ["Дмитрий Орлов", "Начальник отдела"],
  ["Анна Ковалёва", "Ведущий менеджер"],
  ["Сергей Мельников", "Главный инженер"],
  ["Татьяна Гусева", "Инженер-сметчик"],
  ["Виктор Лебедев", "Генеральный директор"],
  ["Ольга Савельева", "Бухгалтер"],
  ["Павел Никитин", "Менеджер"],
  ["Игорь Захаров", "Юрист"],
] as const;

export const users: readonly User[] = staff.map(([fullName, position], index) => ({
  id: toUserId(index + 1),
  externalId: `person-${index + 1}`,
  login: `user${index + 1}`,
  fullName,
  position,
  department: "Отдел продаж",
  email: null,
  isBlocked: false,
}));

export const me = toUserId(1);
const [dmitry, anna, sergey, tatiana] = [me, toUserId(2), toUserId(3), toUserId(4)];
const sales = toConversationId(1);

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const mention = (userId: UserId): string => `[@${users.find((user) => user.id === userId)!.fullName}](veche:user/${userId})`;

type Said = Partial<Message> & { readonly authorId: UserId; readonly text: string; readonly minutes: number };

const said: readonly Said[] = [
  {
    authorId: sergey,
    minutes: 1600,
    text: "Сводка по отгрузкам:\n\n| Склад | План | Факт |\n|---|---|---|\n| № 1 | 40 | 38 |\n| № 3 | 12 | 12 |\n\n> Остаток закроем в понедельник",
  },
  { authorId: anna, minutes: 1590, text: "Порядок работ:\n1. Замеры\n2. Смета\n3. Договор\n\nФормула: `расход = 12 400`" },
  {
    authorId: dmitry,
    minutes: 70,
    text: `«Поморский терминал» ждёт предложение до 15:00. ${mention(anna)} ведёт документ, ${mention(sergey)}, проверь, пожалуйста, подбор установок: [КП-2026/0417](/documents/417)`,
    reactions: [
      { emoji: "👍", userIds: [dmitry, anna, sergey, tatiana], count: 4 },
      { emoji: "👀", userIds: [anna, tatiana], count: 2 },
    ],
  },
  {
    authorId: sergey,
    minutes: 56,
    text: "Добавили двое ворот: расход **12 400 м³/ч**, а не 10 800. Подбор приложил.",
    replyTo: { seq: 4, authorId: dmitry, text: "проверь, пожалуйста, подбор установок", isDeleted: false },
    editedAt: minutesAgo(50),
    attachments: [
      {
        fileId: id(4, 1) as FileId,
        name: "Подбор ПВУ, склад 3, v2.pdf",
        mediaType: "application/pdf",
        sizeBytes: 1_887_437,
        image: null,
        hasThumbnail: false,
      },
      {
        fileId: id(4, 2) as FileId,
        name: "Прайс, ноябрь 2026.xlsx",
        mediaType: "application/x",
        sizeBytes: 421_888,
        image: null,
        hasThumbnail: false,
      },
    ],
  },
  {
    authorId: tatiana,
    minutes: 14,
    text: "Смета по новому расходу: **+318 000 ₽**, монтаж тот же. Версия 3 в карточке.",
    reactions: [{ emoji: "✅", userIds: [anna, sergey, dmitry], count: 3 }],
  },
  {
    authorId: tatiana,
    minutes: 11,
    text: `${mention(dmitry)} какой срок ставим: 21 или 28 рабочих дней?`,
    mentions: [{ kind: "user", userId: dmitry }],
  },
];

function toMessage({ minutes, ...fields }: Said, index: number): Message {
  return {
    id: id(3, index) as MessageId,
    conversationId: sales,
    seq: index + 2,
    changeSeq: index + 2,
    note: null,
    mentions: [],
    replyTo: null,
    forwardedFrom: null,
    attachments: [],
    reactions: [],
    pin: null,
    createdAt: minutesAgo(minutes),
    editedAt: null,
    deletedAt: null,
    ...fields,
  };
}

const created: Message = {
  ...toMessage({ authorId: dmitry, text: "", minutes: 1700 }, 90),
  seq: 1,
  note: { type: "conversationCreated" },
};
export const messages: readonly Message[] = [created, ...said.map(toMessage)];

interface Row {
  readonly title: string;
  readonly kind: ConversationHead["kind"];
  readonly peer?: number;
  readonly text: string;
  readonly description?: string;
  readonly author: number;
  readonly minutes: number;
  readonly my?: Partial<ConversationHead["my"]>;
}

const rows: readonly Row[] = [
  {
    title: "Отдел продаж",
    kind: "group",
    description: "Сделки, сроки и скидки. Вопросы по складу – в «Монтаж».",
    text: "какой срок ставим?",
    author: 4,
    minutes: 11,
    my: { isPinned: true, unreadCount: 2, mentionCount: 1 },
  },
  {
    title: "КП-2026/0417 · Склад № 3",
    kind: "context",
    text: "пункт 4.2 добавил",
    author: 8,
    minutes: 16,
    my: { isPinned: true, unreadCount: 3 },
  },
  { title: "", kind: "personal", peer: 5, text: "отправлю до обеда", author: 1, minutes: 50, my: { isPinned: true } },
  { title: "", kind: "personal", peer: 6, text: "Акт сверки готов, посмотрите", author: 6, minutes: 62, my: { unreadCount: 1 } },
  { title: "Договор № 118-П", kind: "context", text: "зарегистрирован", author: 8, minutes: 70 },
  {
    title: "Проект «Котельная, Кола»",
    kind: "context",
    text: "замеры сделали",
    author: 7,
    minutes: 90,
    my: { unreadCount: 4, notificationLevel: "mentions" },
  },
  { title: "", kind: "personal", peer: 2, text: "сверим скидку?", author: 2, minutes: 1500 },
  { title: "Вся компания", kind: "broadcast", text: "график отпусков 2027", author: 6, minutes: 1700 },
  { title: "", kind: "personal", peer: 7, text: "перезвоню", author: 7, minutes: 4300 },
];

export const heads: readonly ConversationHead[] = rows.map((row, index) => ({
  id: toConversationId(index + 1),
  kind: row.kind,
  title: row.title,
  context: row.kind === "context" ? { url: "/documents/1", kind: "offer", subtitle: "ООО «Поморский терминал»" } : null,
  isManaged: false,
  settings: { description: row.description ?? "", posting: "everybody", adding: "everybody", renaming: "owners", history: "whole" },
  settingsVersion: 0,
  memberCount: row.kind === "personal" ? 2 : 12,
  lastSeq: 8,
  changeSeq: 8,
  lastMessage: {
    seq: 8,
    authorId: toUserId(row.author),
    text: row.text,
    attachmentCount: 0,
    isDeleted: false,
    createdAt: minutesAgo(row.minutes),
  },
  createdAt: minutesAgo(9000),
  my: {
    peerId: row.peer === undefined ? null : toUserId(row.peer),
    isMember: true,
    isOwner: true,
    hiddenSeq: 0,
    readSeq: 5,
    unreadCount: 0,
    mentionCount: 0,
    notificationLevel: "all",
    mutedUntil: null,
    isPinned: false,
    pinPlace: 0,
    archivedSeq: null,
    draft: { text: "", version: 0 },
    version: 0,
    can: {
      post: true,
      pin: true,
      rename: true,
      addMembers: true,
      removeMembers: true,
      leave: true,
      changeSettings: true,
      changeRoles: true,
    },
    ...row.my,
  },
}));

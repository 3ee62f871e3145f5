import type { DemoConversationKind, DemoKey } from "../types.ts";

export type ConversationSeed = {
  key: DemoKey;
  kind: DemoConversationKind;
  title: string;
  owner: DemoKey;
  /** Logins and keys of departments, separated by spaces; `everybody`. */
  members: string;
  /** About how many messages the past weeks leave there beside the written story. */
  volume: number;
};

/** Chats that people made themselves, and the one of the whole company. */
export const groupConversations: readonly ConversationSeed[] = [
  { key: "company", kind: "broadcast", title: "Вся компания", owner: "ershova", members: "everybody", volume: 20 },
  { key: "ask-accounting", kind: "group", title: "Вопросы бухгалтерии", owner: "trofimova", members: "everybody", volume: 60 },
  { key: "sales-accounting", kind: "group", title: "Отдел продаж и бухгалтерия", owner: "orlov", members: "sales accounting", volume: 60 },
  {
    key: "project-lavna",
    kind: "group",
    title: "Проект «Лавна»",
    owner: "kuznetsov",
    members: "kuznetsov orlov kovaleva melnikov guseva krylov rudenko kuzmina khabibullin laptev zakharov",
    volume: 80,
  },
  {
    key: "project-kola",
    kind: "group",
    title: "Проект «Котельная, Кола»",
    owner: "khabibullin",
    members: "khabibullin laptev karpov melnikov baranov kuznetsov isaeva orlov",
    volume: 70,
  },
  {
    key: "site-orders",
    kind: "group",
    title: "Заявки с сайта",
    owner: "vlasov",
    members: "vlasov sokolova kovaleva orlov lukina fomin",
    volume: 40,
  },
  {
    key: "lavna-meeting",
    kind: "group",
    title: "Совещание по «Лавне»",
    owner: "orlov",
    members: "orlov zakharov panov khabibullin lukina kuznetsov krylov",
    volume: 10,
  },
  {
    key: "holiday-duty",
    kind: "group",
    title: "Дежурные в праздники",
    owner: "ilyina",
    members: "ilyina karpov polyakov gavrilov gromov osipova",
    volume: 24,
  },
  {
    key: "contract-approvers",
    kind: "group",
    title: "Согласующие договоры",
    owner: "zakharov",
    members: "zakharov trofimova dorokhova orlov",
    volume: 24,
  },
  {
    key: "office",
    kind: "group",
    title: "Офис на Говорова",
    owner: "lukina",
    members: "board accounting sales-spb orlov guseva lukina design legal records it",
    volume: 70,
  },
  { key: "murmansk", kind: "group", title: "Мурманск", owner: "kuznetsov", members: "sales-murmansk crew-murmansk melnikov", volume: 60 },
  {
    key: "tenders",
    kind: "group",
    title: "Тендеры",
    owner: "zaytseva",
    members: "zaytseva orlov guseva martynova dorokhova kovaleva",
    volume: 40,
  },
  {
    key: "running",
    kind: "group",
    title: "Беговой клуб",
    owner: "egorov",
    members: "egorov sokolova akhmetov timofeev vlasov polyakov",
    volume: 24,
  },
];

/** About how many messages the chat of a department gets; sub-departments have quieter ones. */
export const departmentVolume: Readonly<Record<DemoKey, number>> = {
  board: 50,
  accounting: 80,
  sales: 150,
  design: 100,
  legal: 22,
  records: 24,
  logistics: 80,
  it: 26,
  works: 100,
};
export const subDepartmentVolume = 28;

/** What people keep on top of their lists. */
export const pinned: Readonly<Record<DemoKey, readonly DemoKey[]>> = {
  orlov: ["sales", "doc:kp-0417", "orlov+lebedev"],
  kovaleva: ["sales", "doc:kp-0417", "project-lavna"],
  belova: ["records", "company"],
  savelyeva: ["accounting", "doc:act-41"],
  gromov: ["it", "company"],
};

/** Chats somebody has made silent: the person and the conversation. */
export const muted: readonly (readonly [personKey: DemoKey, conversationKey: DemoKey])[] = [
  ["orlov", "project-kola"],
  ["kovaleva", "office"],
  ["gromov", "office"],
];

/** Who writes to whom: two logins, and how much. */
export const personalPairs: readonly (readonly [first: DemoKey, second: DemoKey, volume: number])[] = [
  ["orlov", "lebedev", 12],
  ["orlov", "savelyeva", 18],
  ["orlov", "kovaleva", 40],
  ["orlov", "nikitin", 18],
  ["orlov", "melnikov", 24],
  ["orlov", "guseva", 24],
  ["orlov", "zakharov", 18],
  ["orlov", "belova", 12],
  ["orlov", "ershova", 10],
  ["orlov", "gromov", 8],
  ["kovaleva", "guseva", 30],
  ["kovaleva", "melnikov", 20],
  ["kovaleva", "zakharov", 16],
  ["kovaleva", "sokolova", 30],
  ["savelyeva", "yudina", 30],
  ["savelyeva", "sokolova", 16],
  ["trofimova", "dorokhova", 20],
  ["belova", "tretyakova", 30],
  ["panov", "kuzmina", 24],
  ["panov", "rudenko", 24],
  ["krylov", "morozova", 24],
  ["morozova", "egorov", 24],
  ["baranov", "timofeev", 24],
  ["khabibullin", "laptev", 24],
  ["ilyina", "polyakov", 20],
  ["gromov", "akhmetov", 24],
  ["lebedev", "dorokhova", 14],
  ["lebedev", "ershova", 12],
  ["ershova", "frolov", 14],
  ["kuznetsov", "melnikov", 20],
];

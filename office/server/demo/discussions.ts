import { setMyState } from "@veche/collab-domain/conversations";
import type { ConversationId } from "@veche/collab-domain/conversations";
import { listUsers } from "@veche/collab-domain/directory";
import type { ApplicationClient } from "@veche/collab-sdk/application";
import { callRoute } from "@veche/collab-sdk/call";
import { must } from "@veche/kernel";
import { toHistory } from "./history.ts";
import type { Names } from "./history.ts";
import { demoId } from "./ids.ts";
import type { DemoCompany, DemoConversation, DemoKey, DemoMessage } from "./types.ts";
import { uploadFile } from "./uploads.ts";

/** How the office calls things of the demo company, and its door to the collaboration server. */
export type DiscussionDoors = {
  installationId: string;
  serverUrl: string;
  application: ApplicationClient;
  /** The office's id of a person: his external id on the collaboration server. */
  personIdOf: (key: DemoKey) => string;
  /** Path of a document in the office. */
  documentPathOf: (key: DemoKey) => string;
  /** The key of a conversation on the collaboration server; discussions of documents are there before. */
  keyOf: (conversation: DemoConversation) => string;
};

/** Conversations filled at the same time: enough to keep one server busy. */
const parallelCount = 4;

async function forEachParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: parallelCount }, worker));
}

/** What the collaboration server calls the people of the application, by their external ids. */
async function readUserIds({ application, serverUrl }: DiscussionDoors, readerId: string): Promise<ReadonlyMap<string, string>> {
  const { token } = await application.mintBrowserToken(readerId);
  const userIds = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await callRoute(serverUrl, listUsers, { limit: 200, ...(cursor === undefined ? {} : { cursor }) }, { token });
    for (const user of page.items) userIds.set(user.externalId, user.id);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return userIds;
}

function nameThings(company: DemoCompany, doors: DiscussionDoors, userIds: ReadonlyMap<string, string>): Names {
  const people = new Map(company.people.map((person) => [person.key, person]));
  const documents = new Map(company.documents.map((document) => [document.key, document]));
  return {
    personIdOf: doors.personIdOf,
    userIdOf: (key) => must(userIds.get(doors.personIdOf(key)), `${key} is not mirrored`),
    fullNameOf: (key) => `${must(people.get(key)).firstName} ${must(people.get(key)).lastName}`,
    messageIdOf: (message) => demoId(doors.installationId, `message ${message.key}`, message.at),
    attachmentIdOf: (message, fileKey) => demoId(doors.installationId, `attachment ${message.key} ${fileKey}`, message.at),
    documentLinkOf: (key) => `[${must(documents.get(key)).number || must(documents.get(key)).title}](${doors.documentPathOf(key)})`,
  };
}

async function uploadAttachments(company: DemoCompany, doors: DiscussionDoors, names: Names): Promise<void> {
  const files = new Map(company.files.map((file) => [file.key, file]));
  const withFiles = company.messages.filter(({ fileKeys }) => fileKeys.length > 0);
  await forEachParallel(withFiles, async (message: DemoMessage) => {
    const { token } = await doors.application.mintBrowserToken(doors.personIdOf(message.authorKey));
    for (const fileKey of message.fileKeys) {
      const fileId = names.attachmentIdOf(message, fileKey);
      await uploadFile(must(files.get(fileKey)), { serverUrl: doors.serverUrl, token, fileId });
    }
  });
}

/** Makes the chats that people made themselves; those of the company, its departments and documents are the office's own. */
async function putOwnConversation(conversation: DemoConversation, key: string, doors: DiscussionDoors): Promise<void> {
  if (conversation.kind !== "group") return;
  await doors.application.putConversation({
    key,
    kind: "group",
    title: conversation.title,
    memberExternalIds: conversation.memberKeys.map(doors.personIdOf),
    ownerExternalIds: [doors.personIdOf(conversation.ownerKey)],
  });
}

async function setPreferences(company: DemoCompany, doors: DiscussionDoors, ids: ReadonlyMap<DemoKey, ConversationId>): Promise<void> {
  for (const { conversationKey, personKey, isPinned, notificationLevel } of company.preferences) {
    const { token } = await doors.application.mintBrowserToken(doors.personIdOf(personKey));
    const conversationId = must(ids.get(conversationKey), conversationKey);
    await callRoute(doors.serverUrl, setMyState, { conversationId, isPinned, notificationLevel }, { token });
  }
}

/**
 * Writes the three months of talk into the collaboration server to which people and departments are mirrored already.
 * May be repeated after any interruption: everything has the same id and key every time.
 * @param onProgress gets 0…1
 */
export async function fillDiscussions(
  company: DemoCompany,
  doors: DiscussionDoors,
  onProgress: (share: number) => Promise<void>,
): Promise<void> {
  const reader = must(company.people.find(({ isAdministrator }) => isAdministrator));
  const names = nameThings(company, doors, await readUserIds(doors, doors.personIdOf(reader.key)));
  await uploadAttachments(company, doors, names);
  const talked = company.conversations.filter(({ key }) => company.messages.some(({ conversationKey }) => conversationKey === key));
  const conversationIds = new Map<DemoKey, ConversationId>();
  let doneCount = 0;
  await forEachParallel(talked, async (conversation) => {
    const [first, second] = conversation.memberKeys.map(doors.personIdOf);
    const key = doors.keyOf(conversation);
    await putOwnConversation(conversation, key, doors);
    const target = conversation.kind === "personal" ? { pair: [first!, second!] as [string, string] } : { key };
    for (const history of toHistory(company, conversation, target, names)) {
      conversationIds.set(conversation.key, (await doors.application.importMessages(history)).conversationId);
    }
    doneCount++;
    await onProgress(doneCount / talked.length);
  });
  await setPreferences(company, doors, conversationIds);
}

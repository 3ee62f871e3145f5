import { newId } from "@veche/kernel";

/** Of each route, by name: what an input needs beside the ids of things to get as far as the rights. Tests that go through all routes use it. */
export const neededInputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "conversations.createGroup": { id: newId(), title: "Своя" },
  "conversations.rename": { title: "Иначе" },
  "conversations.changeSettings": { settings: { posting: "owners" }, settingsVersion: 0 },
  "conversations.setMemberRole": { role: "owner" },
  "conversations.moveReadMark": { readSeq: 1 },
  "conversations.setMyState": { isPinned: true },
  "conversations.saveDraft": { text: "тайком" },
  "calls.start": { id: newId(), hasVideo: false },
  "folders.create": { id: newId(), title: "Папка" },
  "folders.rename": { title: "Иначе" },
  "folders.place": { isIn: true },
  "messages.post": { id: newId(), text: "привет" },
  "messages.forward": { forwards: [{ id: newId(), messageId: newId() }] },
  "messages.listChanges": { since: 0 },
  "messages.edit": { text: "иначе" },
};

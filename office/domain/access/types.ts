import * as z from "zod";

/** What a person may be allowed to do. One list; the interface names each in the person's language. */
export const permissions = [
  /** people, departments, permissions of others */
  "users.manage",
  /** connect and disconnect discussions (in 1C: РегистрацияИнформационнойБазыСистемыВзаимодействия) */
  "services.connect",
  /** read the built-in mailbox */
  "mailbox.read",
  /** create documents */
  "documents.create",
  /** see every document: the records clerk */
  "documents.readAll",
  /** give documents their numbers, reserve and void numbers: the records clerk */
  "documents.register",
  /** registers: which kinds they serve, how they count */
  "registers.manage",
] as const;
export const Permission = z.enum(permissions);
export type Permission = z.output<typeof Permission>;

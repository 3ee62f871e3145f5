import { Button, Group, TextInput } from "@mantine/core";
import { createFolder, renameFolder } from "@veche/collab-domain/conversations";
import type { ConversationId, Folder, FolderId } from "@veche/collab-domain/conversations";
import { newId } from "@veche/kernel";
import { useErrorText, useText } from "@veche/web/i18n";
import { Dialog } from "@veche/web/parts";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import { texts } from "../texts/index.ts";
import { folderTexts } from "./folder-texts.ts";

/** A folder to be renamed, or none: a new one, with the conversation it is made for. */
export interface EditedFolder {
  readonly folder?: Folder;
  readonly conversationId?: ConversationId;
}

interface FolderDialogProps {
  readonly edited: EditedFolder;
  readonly onClose: () => void;
  /** a new folder is there */
  readonly onCreated?: (id: FolderId) => void;
}

/** Asks what a folder is called. */
export function FolderDialog({ edited, onClose, onCreated }: FolderDialogProps): ReactNode {
  const t = useText(texts);
  const tFolder = useText(folderTexts);
  const describe = useErrorText();
  const collab = useCollab();
  const { folder, conversationId } = edited;
  const [id] = useState(() => folder?.id ?? newId<"Folder">());
  const [title, setTitle] = useState(folder?.title ?? "");
  const [error, setError] = useState<unknown>(null);
  const name = title.trim();
  const save = async (): Promise<void> => {
    try {
      const made = { id, title: name, conversationIds: conversationId ? [conversationId] : [] };
      const saving = folder ? collab.call(renameFolder, { folderId: id, title: name }) : collab.call(createFolder, made);
      collab.folders.put(await saving);
      if (!folder) onCreated?.(id);
      onClose();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Dialog onClose={onClose} title={tFolder(folder ? "renameFolder" : "newFolder")} size={360}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (name !== "") void save();
        }}
      >
        <TextInput
          label={tFolder("folderTitle")}
          value={title}
          maxLength={50}
          data-autofocus
          error={error !== null && describe(error)}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm" mt="xl">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={name === ""}>
            {t(folder ? "save" : "create")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

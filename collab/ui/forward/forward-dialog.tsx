import { Button, Group, Textarea } from "@mantine/core";
import type { ConversationHead, ConversationId } from "@veche/collab-domain/conversations";
import type { Message } from "@veche/collab-domain/messages";
import { useErrorText, useText } from "@veche/web/i18n";
import { Dialog, tellDone } from "@veche/web/parts";
import { useState } from "react";
import type { ReactNode } from "react";
import { useCollab } from "../context/index.ts";
import classes from "./forward.module.css";
import { Forwarding } from "./forwarding.ts";
import { Targets } from "./targets.tsx";
import { forwardTexts } from "./texts.ts";

interface ForwardDialogProps {
  /** in the order in which they are to stand */
  readonly messages: readonly Message[];
  readonly onClose: () => void;
  /** everything has been forwarded */
  readonly onDone: () => void;
}

/** Asks where messages go, and sends them there; where it does not work stays chosen. */
export function ForwardDialog({ messages, onClose, onDone }: ForwardDialogProps): ReactNode {
  const t = useText(forwardTexts);
  const describe = useErrorText();
  const collab = useCollab();
  const [forwarding] = useState(() => new Forwarding(collab.call, messages));
  const [chosen, setChosen] = useState<ReadonlyMap<ConversationId, ConversationHead>>(new Map());
  const [comment, setComment] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const toggle = (head: ConversationHead): void =>
    setChosen((now) => new Map(now.has(head.id) ? [...now].filter(([id]) => id !== head.id) : [...now, [head.id, head]]));
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const heads = [...chosen.values()];
    const outcomes = await Promise.allSettled(heads.map((head) => forwarding.send(head, comment.trim())));
    const failed = outcomes.flatMap((outcome, index) => (outcome.status === "rejected" ? [[heads[index]!, outcome.reason] as const] : []));
    setBusy(false);
    setChosen(new Map(failed.map(([head]) => [head.id, head])));
    if (failed[0]) return setError(failed[0][1]);
    tellDone(t("done", { count: heads.length }));
    onDone();
  };
  return (
    <Dialog onClose={onClose} title={t("title", { count: messages.length })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.size > 0 && !isBusy) void send();
        }}
      >
        <Targets chosen={chosen} onToggle={toggle} />
        <Textarea
          mt="md"
          label={t("comment")}
          placeholder={t("commentHint")}
          autosize
          maxRows={4}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {error !== null && (
          <p role="alert" className={classes.failure}>
            {describe(error)}
          </p>
        )}
        <Group justify="flex-end" gap="sm" mt="xl">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={chosen.size === 0} loading={isBusy}>
            {t("forward")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

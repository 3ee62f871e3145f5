import { useOs } from "@mantine/hooks";
import { useText } from "@veche/web/i18n";
import { KeyHint } from "@veche/web/parts";
import type { ReactNode } from "react";
import { Dialog } from "../parts/index.ts";
import { useSettings } from "../session/index.ts";
import classes from "./keys-dialog.module.css";
import { shellTexts } from "./texts.ts";

type TextOf = (typeof shellTexts)["names"];
type Line = readonly [keys: string, text: NonNullable<TextOf>];

/** @param control Ctrl, on Apple ⌘ @param alt Alt, on Apple ⌥ */
function listGroups(control: string, alt: string, sendsOnEnter: boolean): readonly (readonly [NonNullable<TextOf>, readonly Line[]])[] {
  return [
    [
      "keysEverywhere",
      [
        [`${control} K`, "keySearch"],
        [`${alt} 1 … 9`, "keyTab"],
        [`${alt} W`, "keyCloseTab"],
        ["?", "keyKeys"],
      ],
    ],
    [
      "keysLists",
      [
        ["↑ ↓", "keyMove"],
        ["Home End", "keyEnds"],
        ["Enter", "keyOpen"],
      ],
    ],
    [
      "keysDiscussions",
      [
        ["← →", "keyFolder"],
        ["E", "keyArchive"],
        ["P", "keyPin"],
        [`${alt} ↑ ↓`, "keyMovePinned"],
        ["M", "keyMute"],
      ],
    ],
    [
      "keysMessages",
      [
        [sendsOnEnter ? "Enter" : `${control} Enter`, "keySend"],
        [sendsOnEnter ? "Shift Enter" : "Enter", "keyNewLine"],
        ["↑", "keyEditLast"],
        ["Esc", "keyCancel"],
      ],
    ],
  ];
}

/** Every key of the program, under «?». */
export function KeysDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText(shellTexts);
  const isMac = useOs() === "macos";
  const { sendsOnEnter } = useSettings().settings;
  const groups = listGroups(isMac ? "⌘" : "Ctrl", isMac ? "⌥" : "Alt", sendsOnEnter);
  return (
    <Dialog onClose={onClose} title={t("keyboard")} size={420}>
      {groups.map(([name, lines]) => (
        <section key={name} className={classes.group} aria-label={t(name)}>
          <h3 className={classes.title}>{t(name)}</h3>
          <dl className={classes.lines}>
            {lines.map(([keys, text]) => (
              <div key={text} className={classes.line}>
                <dt>{t(text)}</dt>
                <dd>
                  <KeyHint keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

import { Modal } from "@mantine/core";
import type { ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../i18n/index.ts";
import { partTexts } from "./texts.ts";

/** Gives the focus back to where it was before, when what asks for it is taken away and nothing else has taken the focus. */
export function useFocusGivenBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const isNowhere = document.activeElement === null || document.activeElement === document.body;
        if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

type DialogProps = Omit<ModalProps, "opened" | "closeButtonProps" | "title"> & { readonly title: string };

/** A dialog, shown while it is mounted: Escape, the cross and a click beside it close it, and the focus goes back to where it was. */
export function Dialog(props: DialogProps): ReactNode {
  const t = useText(partTexts);
  useFocusGivenBack();
  return <Modal {...props} opened closeButtonProps={{ "aria-label": t("close") }} />;
}

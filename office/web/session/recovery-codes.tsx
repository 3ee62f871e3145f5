import { Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { Dialog } from "../parts/index.ts";
import { securityTexts } from "./security-texts.ts";
import classes from "./settings.module.css";

/** Shows new recovery codes this once; closed only by saying that they are kept. */
export function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }): ReactNode {
  const t = useText(securityTexts);
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${t("codesFile")}\n\n${codes.join("\n")}\n`)}`;
  return (
    <Dialog onClose={onClose} title={t("codesTitle")} size={440} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false}>
      <Stack gap="lg">
        <Text size="sm" c="var(--v-text-2)">
          {t("codesText")}
        </Text>
        <ul className={classes.codes} aria-label={t("codesTitle")}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Group gap="sm">
          <CopyButton value={codes.join("\n")}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
                onClick={copy}
              >
                {t(copied ? "copied" : "copyCodes")}
              </Button>
            )}
          </CopyButton>
          <Button
            component="a"
            variant="default"
            href={file}
            download={`${t("codesFile")}.txt`}
            leftSection={<IconDownload size={16} stroke={1.75} />}
          >
            {t("saveCodes")}
          </Button>
        </Group>
        <Button onClick={onClose} data-autofocus>
          {t("codesSaved")}
        </Button>
      </Stack>
    </Dialog>
  );
}

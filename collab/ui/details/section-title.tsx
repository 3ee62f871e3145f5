import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";

/** On a phone what a conversation is stands alone, as a page. */
export function useIsPage(): boolean {
  return useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
}

/** What a part of the pane is called. */
export function SectionTitle({ children }: { readonly children: ReactNode }): ReactNode {
  const Title = useIsPage() ? "h2" : "h3";
  return <Title>{children}</Title>;
}

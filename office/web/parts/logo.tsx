import { useText } from "@veche/web/i18n";
import type { ReactNode } from "react";
import { partTexts } from "./texts.ts";

/** What the product is called in the person's language. */
export function useProductName(): string {
  return useText(partTexts)("product");
}

/** The sign of the product. */
export function Logo({ size = 24 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden style={{ flex: "none", display: "block" }}>
      <rect width="24" height="24" rx="6" fill="#0d6465" />
      <path d="M7 5h6a3.4 3.4 0 0 1 0 6.8H7z" fill="#7bc0bc" />
      <path d="M7 13h7.2a3.1 3.1 0 0 1 0 6.2H10l-3 2.3z" fill="#fff" />
    </svg>
  );
}

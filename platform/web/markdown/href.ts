const safeHref = /^(?:https?:|mailto:|tel:|\/(?![/\\]))/i;

/** Whether an address may stand in a text as a link: the web, mail, telephone, or a path of ours. */
export function isSafeHref(href: string): boolean {
  return safeHref.test(href);
}

/** @returns the path when a safe address leads into this application, else null */
export function toOwnPath(href: string, origin: string): string | null {
  if (href.startsWith("/")) return href;
  return href.startsWith(`${origin}/`) ? href.slice(origin.length) : null;
}

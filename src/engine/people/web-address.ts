// Compares web addresses the way a person would.

/** Host and path in lower case, without scheme, `www.`, query, and final slash; the text itself when it is no web address. */
export function urlKey(url: string): string {
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`
  const parsed = URL.canParse(withScheme) ? new URL(withScheme) : null
  if (parsed === null || parsed.host === '') return url.trim().toLowerCase()
  return `${parsed.host.replace(/^www\./, '')}${parsed.pathname.replace(/\/+$/, '')}`.toLowerCase()
}

// Decides which links may leave the app for the person's browser or mail program.

/** The link in its normal form, when it is a `https:` or `mailto:` one without surprises; else null. */
export function allowedExternalUrl(given: string): string | null {
  // A control character or a backslash means one thing to us and another to the program that opens the link.
  if (/[\u0000-\u0020\u007f\\]/.test(given) || !URL.canParse(given)) return null
  const url = new URL(given)
  switch (url.protocol) {
    case 'https:':
      return url.host !== '' && url.username === '' && url.password === '' ? url.href : null
    case 'mailto:':
      return /^[^/?#]+@[^/?#]+(\?.*)?$/.test(url.pathname + url.search) ? url.href : null
    default:
      return null
  }
}

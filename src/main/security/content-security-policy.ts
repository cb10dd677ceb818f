// What the page may load and run. A line here is a door: open none without a reason beside it.

/** The policy, sent with every answer of the app protocol. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Inline styles carry no code; frames with (sanitized) mail inherit this policy and mail is styled inline.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "form-action 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

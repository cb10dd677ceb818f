// Takes out of a log line what is nobody's business: addresses and secrets.

const replacements: readonly (readonly [RegExp, string])[] = [
  // Parameters of sign-in addresses and bodies, whatever their value looks like.
  [
    /\b(access_token|refresh_token|id_token|client_secret|code_verifier|code|state|login_hint)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi,
    '$1$2[secret]',
  ],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [secret]'],
  // Google's access tokens, refresh tokens and client secrets; JSON web tokens.
  [/\bya29\.[\w-]+/g, '[secret]'],
  [/\b1\/\/[\w-]{20,}/g, '[secret]'],
  [/\bGOCSPX-[\w-]+/g, '[secret]'],
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]+)?/g, '[secret]'],
  [/[^\s<>"(),;:@[\]]+@[^\s<>"'(),;:@[\]]+\.[^\s<>"'(),;:@[\]]*[^\s<>"'(),;:@[\].]/g, '[address]'],
]

/** The text without addresses and tokens. */
export function redact(text: string): string {
  return replacements.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text)
}

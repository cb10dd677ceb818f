// Page and sync tokens that carry their own meaning, so that they outlive the process that gave them out.

/** Packs a value into a token that looks opaque and is safe in a URL. */
export function encodeToken(prefix: string, value: unknown): string {
  return prefix + Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
}

/** Unpacks a token; null when it is not one of this prefix. The caller checks the shape with its own guard. */
export function decodeToken(prefix: string, token: string): unknown {
  if (!token.startsWith(prefix)) return null
  try {
    return JSON.parse(Buffer.from(token.slice(prefix.length), 'base64url').toString('utf8')) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A short stable text hash (FNV-1a, 32 bits, hex): for order and etags, not for secrets. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

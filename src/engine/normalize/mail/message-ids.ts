// Reads Message-IDs, of which half of all broken mails make a mess.

const bracketed = /<\s*([^<>\s]{1,250})\s*>/g

/** The ids of a References, In-Reply-To or Message-ID field without their brackets, in order, each once. Never throws. */
export function parseMessageIds(field: string | null): string[] {
  if (field === null) return []
  const ids = [...field.slice(0, 16_000).matchAll(bracketed)].map((match) => match[1] ?? '')
  return [...new Set(ids)].slice(0, 200)
}

/** The id of a mail: as bracketed, or the bare word of a program that forgot the brackets; null when there is nothing like it. */
export function parseOwnMessageId(field: string | null): string | null {
  if (field === null) return null
  const [id] = parseMessageIds(field)
  if (id !== undefined) return id
  const bare = field.trim().replace(/^<|>$/g, '').replace(/\s+/g, '')
  return bare.length >= 5 && bare.length <= 250 && /^[!-~]+$/.test(bare) ? bare : null
}

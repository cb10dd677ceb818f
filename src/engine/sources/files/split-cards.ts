// Cuts a vCard file into its cards.
import { createHash } from 'node:crypto'
import type { ImportItem } from './import-item.ts'

/** Pictures and sounds longer than this are left out of a card: nothing shows them. */
const maxPropertyLength = 16 * 1024
const heavyProperty = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i
/** Properties that differ from one export to the next and mean nothing. */
const exportStamp = /^(?:REV|PRODID)[;:]/i
const linesBetweenPauses = 2_000

/** One item for each card. A card without a UID is known by its content. `pause` is awaited every few thousand lines. */
export async function splitCards(text: string, container: string, pause: () => Promise<void>): Promise<ImportItem[]> {
  const items = new Map<string, ImportItem>()
  let card: string[] | null = null
  let depth = 0
  let count = 0
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (++count % linesBetweenPauses === 0) await pause()
    if (/^BEGIN:VCARD\s*$/i.test(line)) {
      if (depth++ === 0) card = []
    }
    card?.push(line)
    if (/^END:VCARD\s*$/i.test(line) && depth > 0 && --depth === 0 && card !== null) {
      const item = toItem(withoutHeavyProperties(card), container)
      items.set(item.externalId, item)
      card = null
    }
  }
  return [...items.values()]
}

function toItem(lines: readonly string[], container: string): ImportItem {
  const hash = createHash('sha256')
  for (const line of lines) if (!exportStamp.test(line)) hash.update(`${line}\n`)
  const contentHash = hash.digest('hex')
  const uid = lines
    .find((line) => /^UID[;:]/i.test(line))
    ?.replace(/^UID[^:]*:/i, '')
    .trim()
  return {
    source: 'file_contact',
    container,
    externalId: uid ? uid.slice(0, 500) : `sha256:${contentHash}`,
    contentHash,
    payload: Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8'),
  }
}

/** Drops long properties with the lines they are folded into (with a blank, or in vCard 2.1 up to an empty line). */
function withoutHeavyProperties(lines: readonly string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < lines.length;) {
    let end = at + 1
    let length = lines[at]?.length ?? 0
    while (end < lines.length && /^[ \t]/.test(lines[end] ?? '')) length += lines[end++]?.length ?? 0
    if (!(heavyProperty.test(lines[at] ?? '') && length > maxPropertyLength)) kept.push(...lines.slice(at, end))
    at = end
  }
  return kept
}

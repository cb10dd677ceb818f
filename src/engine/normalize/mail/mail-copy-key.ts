// Names a mail by what it has in common with its copies in other accounts, and with nothing else.
import { createHash } from 'node:crypto'

/** What is the same in every copy: servers and lists on the way change the rest. */
interface CommonTraits {
  readonly messageId: string | null
  /** See `canonicalAddressKey`. */
  readonly senderKey: string
  /** The mail's own Date, ms since the epoch. When it arrived is another time in every account. */
  readonly sentAtMs: number | null
}

/**
 * A Message-ID alone is not enough: newsletters and broken programs use one again for other mails, at other times. Null when something is
 * missing; such a mail is nobody's copy.
 */
export function mailCopyKey({ messageId, senderKey, sentAtMs }: CommonTraits): string | null {
  if (messageId === null || senderKey === '' || sentAtMs === null) return null
  return createHash('sha256')
    .update(JSON.stringify([messageId, senderKey, sentAtMs]))
    .digest('base64url')
    .slice(0, 22)
}

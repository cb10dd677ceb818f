// Names a mail by what is in it, so that importing it again, from wherever, meets the mail that is there.
import { createHash } from 'node:crypto'
import { firstHeader, type HeaderField, readHeaderBlock } from '../../normalize/mail/header-block.ts'
import { parseOwnMessageId } from '../../normalize/mail/message-ids.ts'
import { mailSourceKey } from '../../db/queries/interactions/resolve-thread.ts'

/** Bytes of a body that tell mails apart which claim one Message-ID. */
const fingerprintBytes = 256 * 1024

/** A mail's name and its fields. */
export interface MailIdentity {
  /** Message-ID and fingerprint. */
  readonly externalId: string
  readonly contentHash: string
  readonly fields: readonly HeaderField[]
}

/**
 * Identifies a mail. The fingerprint covers From, Date, Subject and body, not what servers and programs add on the way (Received, Status,
 * labels, line ends, quoting of `From ` lines): the same mail exported by two programs has one name, and two mails with one Message-ID have two.
 */
export function identifyMail(bytes: Buffer): MailIdentity {
  const { fields, bodyStart } = readHeaderBlock(bytes)
  const hash = createHash('sha256')
  for (const key of ['from', 'date', 'subject']) hash.update(`${(firstHeader(fields, key) ?? '').replace(/\s+/g, ' ')}\n`)
  const body = bytes.toString('latin1', bodyStart, Math.min(bytes.length, bodyStart + fingerprintBytes))
  hash.update(
    body
      .replaceAll('\r', '')
      .replace(/^>+(?=From )/gm, '')
      .trim(),
    'latin1',
  )
  const contentHash = hash.digest('hex')
  return {
    externalId: mailSourceKey(parseOwnMessageId(firstHeader(fields, 'message-id')), contentHash.slice(0, 16)),
    contentHash,
    fields,
  }
}

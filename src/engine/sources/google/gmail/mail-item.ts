// Makes the stored form of a message.
import { z } from 'zod'
import type { GmailMessage } from '../../../google/gmail-requests.ts'
import type { ChoosableMail } from '../../../../shared/mail-choice.ts'
import { readSentFrom } from './own-addresses.ts'
import { canonicalJson, hashText } from '../canonical-json.ts'

/** The one container of an account's mail. */
export const mailContainer = { source: 'google_email', container: 'mailbox' } as const

/** A message, ready to be stored. */
export interface PreparedMail extends ChoosableMail {
  readonly externalId: string
  readonly payload: Buffer
  readonly contentHash: string
  /** In the bin or in spam: not part of the mail people have. */
  readonly isHidden: boolean
  /** The addresses that the person has sent it from, if they have. */
  readonly sentFrom: readonly string[]
}

const nothing: ReadonlySet<string> = new Set()

/** The stored form: Gmail's message resource with its labels in order. */
export function prepareMail(message: GmailMessage): PreparedMail {
  const ordered = { ...message, labelIds: [...new Set(message.labelIds)].sort() }
  return {
    externalId: message.id,
    labelIds: ordered.labelIds,
    arrivedMs: readArrival(message['internalDate']),
    payload: Buffer.from(JSON.stringify(ordered), 'utf8'),
    contentHash: hashText(canonicalJson(ordered, nothing)),
    isHidden: isHidden(ordered.labelIds),
    sentFrom: readSentFrom(ordered),
  }
}

function readArrival(internalDate: unknown): number | null {
  const arrivedMs = typeof internalDate === 'string' && internalDate !== '' ? Number(internalDate) : Number.NaN
  return Number.isFinite(arrivedMs) ? arrivedMs : null
}

/** Whether these labels keep a message out of the mail people have. */
export function isHidden(labelIds: readonly string[]): boolean {
  return labelIds.includes('TRASH') || labelIds.includes('SPAM')
}

const storedMessageSchema = z.looseObject({ id: z.string(), labelIds: z.array(z.string()) })

/** A stored message back as the resource it was made from. */
export function readStoredMail(payload: Buffer): GmailMessage {
  return storedMessageSchema.parse(JSON.parse(payload.toString('utf8')))
}

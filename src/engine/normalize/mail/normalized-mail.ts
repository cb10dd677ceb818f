// The one shape in which every mail goes on through the program, wherever it came from.
import type { MailAttachment } from './mail-source.ts'

/** What somebody is in a mail. */
export type MailRole = 'from' | 'sender' | 'reply_to' | 'to' | 'cc' | 'bcc'

/** Somebody in a mail. */
export interface MailParticipant {
  readonly role: MailRole
  /** As seen; empty when only a name is given. */
  readonly address: string
  readonly name: string
}

/** A mail, understood. */
export interface NormalizedMail {
  /** Without brackets; null when the mail has none or nothing that could be one. */
  readonly messageId: string | null
  /** Ids of the mails before it in its conversation, the first one first. */
  readonly references: readonly string[]
  /** Gmail's own thread, or null: then the references tell. */
  readonly gmailThreadId: string | null
  readonly subject: string
  /** Ms since the epoch. */
  readonly occurredAtMs: number
  /** What the mail itself says, ms since the epoch, however unlikely; null when it says nothing. */
  readonly sentAtMs: number | null
  readonly participants: readonly MailParticipant[]
  readonly writtenText: string
  readonly quotedText: string | null
  readonly signatureText: string | null
  /** As the sender wrote it: sanitize before showing. Null when the mail has none, or one that is too long to keep. */
  readonly html: string | null
  readonly snippet: string
  readonly attachments: readonly MailAttachment[]
  readonly labels: readonly string[]
  readonly bulkReason: string | null
  /** ISO 639-1, or null when it cannot be told. */
  readonly language: string | null
  /** Whether some server delivered it (it has Received or Delivered-To fields): mail that was only sent has none. */
  readonly wasDelivered: boolean
}

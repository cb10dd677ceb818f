// What a mail looks like before it is understood, whether it came as raw bytes or as Gmail's JSON.
import type { HeaderField } from './header-block.ts'

/** One representation of a piece of a mail's body. */
export interface TextPart {
  /** Parts with equal numbers say the same thing in different formats. */
  readonly group: number
  readonly kind: 'plain' | 'html'
  readonly text: string
}

/** A file in a mail; its content stays where it is. */
export interface MailAttachment {
  readonly name: string
  readonly mimeType: string
  readonly sizeBytes: number
}

/** A mail, decoded but not interpreted. */
export interface MailSource {
  readonly fields: readonly HeaderField[]
  readonly texts: readonly TextPart[]
  readonly attachments: readonly MailAttachment[]
  /** The mbox line above the mail, if any. */
  readonly envelopeLine: string | null
  /** What only Gmail tells. */
  readonly gmail: {
    readonly messageId: string
    readonly threadId: string
    readonly internalDateMs: number | null
    readonly labels: readonly string[]
  } | null
}

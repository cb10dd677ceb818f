// Leaves the bytes of attachments in the person's own file: what a mail says fits in kilobytes, what is attached to it fills the disk.
import { decodedSize } from '../../normalize/mail/decode-transfer.ts'
import { leftOutNote } from '../../normalize/mail/left-out.ts'
import { readMimeMessage } from '../../normalize/mail/mime-parts.ts'
import { isBodyText } from '../../normalize/mail/read-raw-mail.ts'

/** Smaller mails are kept as they are. */
const keptWholeBytes = 64 * 1024
/** Attachments up to here are kept: invitations, cards, little pictures. */
const keptAttachmentBytes = 32 * 1024
/** Text is kept up to here; nobody writes that much. */
const keptTextBytes = 1024 * 1024

/** The mail with a note in place of every large attachment (see `left-out.ts`). Everything else is byte for byte what it was. */
export function lightenMail(mail: Buffer): Buffer {
  if (mail.length <= keptWholeBytes) return mail
  const pieces: Buffer[] = []
  let from = 0
  readMimeMessage(mail).parts.forEach((part, index) => {
    const isText = isBodyText(part, index === 0)
    if (part.body.length <= (isText ? keptTextBytes : keptAttachmentBytes)) return
    const kept = isText
      ? part.body.subarray(0, keptTextBytes)
      : Buffer.from(leftOutNote(decodedSize(part.body, part.transferEncoding)), 'latin1')
    pieces.push(mail.subarray(from, part.start), kept)
    from = part.end
  })
  return pieces.length === 0 ? mail : Buffer.concat([...pieces, mail.subarray(from)])
}

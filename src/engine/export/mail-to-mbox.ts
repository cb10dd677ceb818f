// Writes a mail as an entry of an mbox file ("mboxrd": lines that look like the beginning of a mail are quoted so that it can be undone).
import type { RawMail } from '../db/queries/export/walk-raw-events.ts'
import { gmailToMail } from './gmail-to-mail.ts'

/** The entry, with the line that separates it from the one before. @throws Error when the payload cannot be read */
export function mailToMbox({ source, payload, occurredAtMs }: RawMail): Buffer {
  const mail = source === 'google_email' ? gmailToMail(payload) : payload
  // Latin-1 keeps every byte as it is.
  const text = mail.toString('latin1')
  const own = /^From [^\n]*\n/.exec(text)?.[0]
  const envelope = own ?? `From MAILER-DAEMON ${envelopeTime(occurredAtMs ?? 0)}\n`
  const body = text.slice(own?.length ?? 0).replace(/^>*From /gm, '>$&')
  return Buffer.from(`${envelope}${body}${body.endsWith('\n') ? '' : '\n'}\n`, 'latin1')
}

/** `Thu Jan  1 00:00:00 1970`, UTC (RFC 4155). */
function envelopeTime(atMs: number): string {
  const [day = '', date = '', month = '', year = '', time = ''] = new Date(atMs).toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`
}

// Tells what a file holds, from its name and, where that says little, from how it begins.
import path from 'node:path'
import { readHeaderBlock } from '../../normalize/mail/header-block.ts'
import { isEnvelopeLine } from './mbox-border.ts'

/** What can be imported. `mail` is a file with one mail. */
export type ImportFileKind = 'mbox' | 'mail' | 'calendar' | 'cards'

/** What a file turned out to be: a kind, or why it is none. */
export type FileKindFinding =
  | { readonly kind: ImportFileKind }
  | { readonly kind: null; readonly reason: string; readonly hint: string }

const kindOfExtension: ReadonlyMap<string, ImportFileKind> = new Map([
  ['.mbox', 'mbox'],
  ['.mbx', 'mbox'],
  ['.eml', 'mail'],
  ['.emlx', 'mail'],
  ['.mai', 'mail'],
  ['.ics', 'calendar'],
  ['.ical', 'calendar'],
  ['.icalendar', 'calendar'],
  ['.vcs', 'calendar'],
  ['.vcf', 'cards'],
  ['.vcard', 'cards'],
])

const hintOfExtension: ReadonlyMap<string, string> = new Map([
  ['.zip', 'Unpack the archive, then import the folder.'],
  ['.tgz', 'Unpack the archive, then import the folder.'],
  ['.gz', 'Unpack it, then import what is inside.'],
  ['.pst', 'Export the mail from Outlook as .eml or .mbox files.'],
  ['.ost', 'Export the mail from Outlook as .eml or .mbox files.'],
  ['.msg', 'Save the mail from Outlook as .eml.'],
])

/** Fields of which a mail has at least two. */
const mailFields: ReadonlySet<string> = new Set([
  'from',
  'to',
  'date',
  'subject',
  'received',
  'message-id',
  'return-path',
  'delivered-to',
  'mime-version',
  'content-type',
  'cc',
  'reply-to',
  'sender',
  'references',
  'in-reply-to',
])

/** How many bytes of a file are looked at. */
export const sniffBytes = 16 * 1024

/** Whether the name alone tells what is in the file. */
export function kindOfName(filePath: string): ImportFileKind | null {
  return kindOfExtension.get(path.extname(filePath).toLowerCase()) ?? null
}

/** Looks at the first {@link sniffBytes} of a file. */
export function detectFileKind(filePath: string, start: Buffer): FileKindFinding {
  const named = kindOfName(filePath)
  if (named !== null) return { kind: named }
  const extension = path.extname(filePath).toLowerCase()
  const text = start
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (/^BEGIN:VCALENDAR/i.test(text)) return { kind: 'calendar' }
  if (/^BEGIN:VCARD/i.test(text)) return { kind: 'cards' }
  if (looksLikeMail(start)) {
    // Folders of single mails are kept as .txt or under a maildir name; a mail program's folder has no extension.
    const isFolder = extension === '' && isEnvelopeLine(text.slice(0, 300).split(/\r?\n/, 1)[0] ?? '')
    return { kind: isFolder ? 'mbox' : 'mail' }
  }
  const hint = hintOfExtension.get(extension)
  if (hint !== undefined) return { kind: null, reason: `Files ending in ${extension} cannot be imported.`, hint }
  return {
    kind: null,
    reason: 'This is neither mail, nor a calendar, nor contacts.',
    hint: 'OmniCRM imports .mbox, .eml, .ics and .vcf files and folders of them.',
  }
}

/** Whether bytes begin as a mail does: with fields that mails have. */
export function looksLikeMail(start: Buffer): boolean {
  if (start.subarray(0, 1024).includes(0)) return false
  const keys = new Set(readHeaderBlock(start).fields.map((field) => field.key))
  let known = 0
  for (const key of keys) if (mailFields.has(key)) known++
  return known >= 2
}

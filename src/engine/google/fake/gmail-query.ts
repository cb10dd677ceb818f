// Gmail's search words (`q`), those that a sync has reason to use. https://support.google.com/mail/answer/7190
import type { MailRecord } from './fake-mailbox.ts'
import { parseMailSource, readMailHeaders } from './mail-source.ts'

/** Tells whether a message is meant. */
export type MailTest = (message: MailRecord) => boolean

/** A parsed query. */
export interface MailQuery {
  readonly test: MailTest
  /** Whether the query names spam or bin itself, so that they are not left out. */
  readonly namesSpamOrTrash: boolean
}

const dayMs = 86_400_000
const unitMs: Record<string, number> = { d: dayMs, m: 30 * dayMs, y: 365 * dayMs, h: 3_600_000 }

/** Parses a query. Gives back the operator it does not know, so that tests hear of it instead of matching wrongly. */
export function parseMailQuery(
  text: string,
  nowMs: number,
  labelIdOf: (name: string) => string | undefined,
): MailQuery | { readonly unknown: string } {
  const tests: MailTest[] = []
  let namesSpamOrTrash = false
  for (const [, minus, operator, quoted, bare] of text.matchAll(/(-)?(?:([a-z][a-z_0-9]*):)?(?:"([^"]*)"|(\S+))/gi)) {
    const value = quoted ?? bare ?? ''
    const name = operator?.toLowerCase() ?? ''
    if (value === 'OR' || value.startsWith('{') || value.startsWith('(')) return { unknown: value }
    if (name === 'in' && minus === undefined && ['spam', 'trash', 'anywhere'].includes(value.toLowerCase()))
      namesSpamOrTrash = true
    const test = termTest(name, value, nowMs, labelIdOf)
    if (test === null) return { unknown: `${name}:${value}` }
    tests.push(minus === undefined ? test : (message) => !test(message))
  }
  return { test: (message) => tests.every((test) => test(message)), namesSpamOrTrash }
}

function termTest(name: string, value: string, nowMs: number, labelIdOf: (name: string) => string | undefined): MailTest | null {
  const word = value.toLowerCase()
  const labelled =
    (id: string | undefined): MailTest =>
    (message) =>
      id !== undefined && message.labelIds.has(id)
  const headerHas =
    (...headers: string[]): MailTest =>
    (message) => {
      const values = readMailHeaders(message.raw())
      return headers.some((header) => values.get(header)?.toLowerCase().includes(word) ?? false)
    }
  switch (name) {
    case 'after':
    case 'newer':
      return compare(value, (at) => (message) => message.internalDateMs >= at)
    case 'before':
    case 'older':
      return compare(value, (at) => (message) => message.internalDateMs < at)
    case 'newer_than':
      return age(value, nowMs, (at) => (message) => message.internalDateMs >= at)
    case 'older_than':
      return age(value, nowMs, (at) => (message) => message.internalDateMs < at)
    case 'in':
      if (word === 'anywhere') return () => true
      return word === 'chats' ? labelled('CHAT') : word === 'drafts' ? labelled('DRAFT') : labelled(labelIdOf(word))
    case 'label':
      return labelled(labelIdOf(word))
    case 'is':
      return word === 'read' ? (message) => !message.labelIds.has('UNREAD') : labelled(word.toUpperCase())
    case 'category':
      return labelled(`CATEGORY_${word === 'primary' ? 'PERSONAL' : word.toUpperCase()}`)
    case 'from':
      return headerHas('from')
    case 'to':
      return headerHas('to', 'cc', 'bcc')
    case 'subject':
      return headerHas('subject')
    case 'rfc822msgid':
      return headerHas('message-id')
    case 'has':
      return word === 'attachment' ? (message) => parseMailSource(message.raw()).parts.some((part) => part.filename !== '') : null
    case 'larger':
    case 'smaller': {
      const bytes = Number.parseInt(value, 10) * (word.endsWith('m') ? 1_048_576 : word.endsWith('k') ? 1024 : 1)
      return (message) => (name === 'larger' ? message.raw().byteLength > bytes : message.raw().byteLength < bytes)
    }
    case '':
      return (message) => Buffer.from(message.raw()).toString('utf8').toLowerCase().includes(word)
    default:
      return null
  }
}

/** A date is midnight in California, as Gmail's own pages say; a bare number is seconds since 1970. */
function compare(value: string, make: (atMs: number) => MailTest): MailTest | null {
  if (/^\d{9,}$/.test(value)) return make(Number(value) * 1000)
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(value)
  return match === null ? null : make(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 8))
}

function age(value: string, nowMs: number, make: (atMs: number) => MailTest): MailTest | null {
  const match = /^(\d+)([dmyh])$/.exec(value)
  return match === null ? null : make(nowMs - Number(match[1]) * (unitMs[match[2] ?? ''] ?? 0))
}

// Writes a person as a card of an address book (vCard 3.0, RFC 2426: what every address book reads).
import { createHash } from 'node:crypto'
import type { ExportedPerson } from '../db/queries/export/walk-people.ts'
import { contentLine, escapeText } from './content-line.ts'

/** The card. Its UID depends on the address or name alone: another export of the same person replaces this one. */
export function personToCard(person: ExportedPerson): string {
  const uid = createHash('sha256')
    .update(person.emails[0] ?? `${person.name} ${person.phones[0] ?? ''}`)
    .digest('hex')
  return [
    'BEGIN:VCARD\r\nVERSION:3.0\r\n',
    contentLine('UID', `omnicrm-${uid.slice(0, 32)}`),
    contentLine('FN', escapeText(person.name)),
    contentLine('N', `${escapeText(familyName(person.name))};${escapeText(givenNames(person.name))};;;`),
    ...person.emails.map((email, index) => contentLine(index === 0 ? 'EMAIL;TYPE=INTERNET,PREF' : 'EMAIL;TYPE=INTERNET', email)),
    ...person.phones.map((phone) => contentLine('TEL', escapeText(phone))),
    ...person.urls.map((url) => contentLine('URL', url)),
    ...optional('ORG', person.organization),
    ...optional('TITLE', person.title),
    ...optional('BDAY', person.birthday),
    ...optional('NOTE', person.notes === '' ? null : person.notes),
    'END:VCARD\r\n',
  ].join('')
}

function optional(name: string, value: string | null): string[] {
  return value === null ? [] : [contentLine(name, escapeText(value))]
}

/** FN carries the name; N is what the format asks for. */
function familyName(name: string): string {
  return name.split(' ').at(-1) ?? ''
}

function givenNames(name: string): string {
  return name.split(' ').slice(0, -1).join(' ')
}

// Reads structured header fields such as Content-Type and Content-Disposition with their parameters (RFC 2045, RFC 2231).
import { decodeWords } from 'postal-mime'
import { decodeCharset } from './decode-charset.ts'

/** A value and its parameters; names and value are lower case, parameter values are as written and decoded. */
export interface StructuredField {
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

// Each alternative begins with another character, so a match takes time linear in the length of the field.
const parameterPattern = /;[ \t\r\n]*([^\s=;"]{1,80})[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g

/** Parses `value; name=text; name="text"; name*0*=charset'lang'text`. Never throws. */
export function parseStructuredField(field: string | null): StructuredField {
  const text = (field ?? '').slice(0, 4_000)
  const semicolon = text.indexOf(';')
  const value = (semicolon === -1 ? text : text.slice(0, semicolon)).trim().toLowerCase()
  const plain = new Map<string, string>()
  const sections = new Map<string, { number: number; text: string; isEncoded: boolean }[]>()
  if (semicolon !== -1) {
    for (const [, rawName, quoted, token] of text.slice(semicolon).matchAll(parameterPattern)) {
      const content = quoted === undefined ? (token ?? '').trim() : quoted.replace(/\\(.)/g, '$1')
      const [, name = '', number, star] = /^(.*?)(?:\*(\d{1,3}))?(\*)?$/.exec((rawName ?? '').toLowerCase()) ?? []
      if (number === undefined && star === undefined) {
        if (!plain.has(name)) plain.set(name, content.includes('=?') ? decodeWords(content) : content)
      } else {
        const list = sections.get(name) ?? []
        list.push({ number: Number(number ?? 0), text: content, isEncoded: star !== undefined })
        sections.set(name, list)
      }
    }
  }
  for (const [name, list] of sections) plain.set(name, joinSections(list))
  return { value, parameters: plain }
}

function joinSections(list: { number: number; text: string; isEncoded: boolean }[]): string {
  list.sort((left, right) => left.number - right.number)
  let charset = ''
  const bytes = list.map((section, index) => {
    if (!section.isEncoded) return Buffer.from(section.text, 'utf8')
    let text = section.text
    const parts = /^([^']*)'[^']*'([\s\S]*)$/.exec(text)
    if (index === 0 && parts) [charset, text] = [parts[1] ?? '', parts[2] ?? '']
    return Buffer.from(
      text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    )
  })
  return decodeCharset(Buffer.concat(bytes), charset || 'utf-8')
}

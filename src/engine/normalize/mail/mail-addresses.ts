// Reads the people out of address fields: groups, encoded names, comments, and what senders write that is no address at all.
import { addressParser, decodeWords } from 'postal-mime'
import { maxAddressFieldLength } from './mail-limits.ts'

/** Someone named in an address field. */
export interface MailAddress {
  /** As seen, without brackets; empty when the field names somebody without an address. */
  readonly address: string
  /** Decoded display name, or an empty string. */
  readonly name: string
}

/** `undisclosed-recipients:;` and its relatives, where they are written as a name and not as an empty group. */
const nobody = /undisclosed|unlisted|recipients?[ -]?list|suppressed|not[ -]shown|mailing[ -]list[ -]member/i
/** No character may belong to two of its parts: where dots did, a senseless address of 60 characters took hours. */
const addressShape = /^[^\s@<>(),;]+(?: [^\s@<>(),;]+)*@[^\s@<>(),;]+$/

/** The addresses of a field in their order; groups are opened, `undisclosed-recipients:;` is nobody. Never throws. */
export function parseMailAddresses(field: string): MailAddress[] {
  const found: MailAddress[] = []
  for (const entry of addressParser(cutAtComma(field), { flatten: true })) {
    const address = (entry.address ?? '').trim().replace(/^mailto:/i, '')
    const name = cleanName(entry.name, address)
    if (addressShape.test(address) && address.length <= 320) found.push({ address, name })
    else {
      const label = name === '' ? cleanName(address, '') : name
      if (label !== '' && !nobody.test(label)) found.push({ address: '', name: label })
    }
  }
  return found
}

function cleanName(name: string, address: string): string {
  const decoded = name.includes('=?') ? decodeWords(name) : name
  // Control characters would break a line of the timeline.
  const plain = decoded
    .replace(/[\u0000-\u001f\u007f\ufffd]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2')
    .trim()
    .slice(0, 200)
  return plain.toLowerCase() === address.toLowerCase() ? '' : plain
}

/** A field with tens of thousands of recipients is read as far as anybody needs it. */
function cutAtComma(field: string): string {
  if (field.length <= maxAddressFieldLength) return field
  const comma = field.lastIndexOf(',', maxAddressFieldLength)
  return field.slice(0, comma === -1 ? maxAddressFieldLength : comma)
}

// Reads who somebody is and how to reach them from the signature under a message.
import { domainOf } from './address-key.ts'
import { organizationDomainOf } from './address-nature.ts'
import { foldText } from './person-name.ts'
import { findPhones, type FoundPhone } from './phone-number.ts'
import { hasOrganizationWord, hasTitleWord } from './signature-words.ts'
import { urlKey } from './web-address.ts'

/** A fact of a signature with how sure it is, 0 to 1. */
export interface SignatureFact {
  readonly value: string
  readonly key: string
  readonly confidence: number
}

/** What a signature says. */
export interface SignatureFacts {
  readonly phones: readonly SignatureFact[]
  readonly urls: readonly SignatureFact[]
  readonly title: SignatureFact | null
  readonly organization: SignatureFact | null
}

/** Whose signature it is. */
export interface Signer {
  readonly displayName: string
  readonly addressKey: string
  /** Country of numbers without one (ISO 3166, two letters). */
  readonly region: string | null
}

/** Longer ones are disclaimers. */
const longestLine = 120
const mostLines = 25
/** A line with fewer digits holds no number that could be called; one with more is a table, and long to search. */
const fewestDigits = 4
const mostDigits = 45
const linkPattern = /\b(?:https?:\/\/|www\.)[^\s<>()|"']+[^\s<>()|"'.,;:!?]/gi
const faxPattern = /^\W*(fax|telefax|f)\b\W/i

/** Reads a signature. Equal text gives equal facts; of one that does not name the signer only numbers and links are taken, and believed less. */
export function readSignature(text: string, signer: Signer): SignatureFacts {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/[*_>]+/g, ' ').trim())
    .filter((line) => line !== '' && line.length <= longestLine && !/^--?$/.test(line))
    .slice(0, mostLines)
  const isSigned = namesSigner(lines, signer)
  const trust = isSigned ? 1 : 0.75
  const rate = (confidence: number): number => Math.round(confidence * trust * 100) / 100
  const segments = lines.flatMap(toSegments).filter((segment) => !isSignersName(segment, signer))
  const claims = isSigned ? segments : []
  const title = claims.find(
    (segment) => isTitled(segment) && hasTitleWord(foldText(segment)) && !hasOrganizationWord(foldText(segment)),
  )
  const organization = findOrganization(
    claims.filter((segment) => segment !== title),
    signer,
  )
  return {
    phones: unique(lines.filter((line) => !faxPattern.test(line)).flatMap((line) => readPhones(line, signer.region))).map(
      (phone) => ({ ...phone, confidence: rate(0.9) }),
    ),
    urls: unique((text.match(linkPattern) ?? []).map((url) => ({ value: url, key: urlKey(url) }))).map((url) => ({
      ...url,
      confidence: rate(isOwnSite(url.key, signer) ? 0.9 : 0.6),
    })),
    title: title === undefined ? null : { value: title, key: foldText(title), confidence: rate(0.7) },
    organization: organization && {
      value: organization.value,
      key: foldText(organization.value),
      confidence: rate(organization.confidence),
    },
  }
}

/** Without the rest of the line after a fax label: "Tel. … Fax …". */
function readPhones(line: string, region: string | null): FoundPhone[] {
  const digits = line.match(/\p{Nd}/gu)?.length ?? 0
  if (digits < fewestDigits || digits > mostDigits) return []
  const fax = line.search(/\b(fax|telefax)\b/i)
  return findPhones(fax > 0 ? line.slice(0, fax) : line, region)
}

function toSegments(line: string): string[] {
  return line
    .split(/\s*[|•·‣●■]\s*|\s+[-–—/]\s+|,\s+|\s+(?:at|bei|chez|@)\s+/)
    .map((segment) => segment.trim().replace(/[,;]$/, ''))
    .filter((segment) => segment !== '')
}

/** A line that begins like a title and not like a sentence. */
function isTitled(segment: string): boolean {
  return isPlain(segment) && !/^\p{Ll}|["“”.!?]$/u.test(segment) && !/^(an?|the|i|my|we)\s/i.test(segment)
}

/** A few words without digits and addresses. */
function isPlain(segment: string): boolean {
  return !/[\d@:]|www\.|https?/i.test(segment) && segment.split(/\s+/).length <= 7 && segment.length >= 2
}

function findOrganization(segments: readonly string[], signer: Signer): { value: string; confidence: number } | null {
  const label = organizationDomainOf(signer.addressKey)?.split('.').at(-2)?.replaceAll('-', '') ?? ''
  const plain = segments.filter(isPlain)
  const byDomain = plain.find((segment) => label.length >= 3 && foldText(segment).replaceAll(' ', '').startsWith(label))
  if (byDomain !== undefined) return { value: byDomain, confidence: 0.85 }
  const byWord = plain.find((segment) => hasOrganizationWord(foldText(segment)))
  return byWord === undefined ? null : { value: byWord, confidence: 0.75 }
}

function namesSigner(lines: readonly string[], signer: Signer): boolean {
  const folded = ` ${foldText(lines.join(' '))} `
  const words = foldText(signer.displayName.includes('@') ? '' : signer.displayName)
    .split(' ')
    .filter((word) => word.length > 1)
  return (
    words.some((word) => folded.includes(` ${word} `)) || lines.some((line) => line.toLowerCase().includes(signer.addressKey))
  )
}

function isSignersName(segment: string, signer: Signer): boolean {
  return foldText(segment) === foldText(signer.displayName)
}

function isOwnSite(key: string, signer: Signer): boolean {
  return key.split('/')[0]?.endsWith(domainOf(signer.addressKey)) ?? false
}

function unique(facts: readonly { key: string; value: string }[]): { key: string; value: string }[] {
  return [...new Map(facts.map(({ key, value }) => [key, { key, value }])).values()].slice(0, 5)
}

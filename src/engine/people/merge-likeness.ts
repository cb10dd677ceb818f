// Judges whether two contacts are one person. Equal display names alone never make one.
import { localPartOf } from './address-key.ts'
import { organizationDomainOf } from './address-nature.ts'
import { isFullName } from './person-name.ts'

/** What two contacts are compared by. */
export interface Likeness {
  /** Clean names by their folded form. */
  readonly names: ReadonlyMap<string, string>
  readonly addressKeys: readonly string[]
  /** Numbers as shown, by their international form. */
  readonly phones: ReadonlyMap<string, string>
}

/** Why two contacts are probably one. */
export interface MergeJudgement {
  readonly reason: string
  /** 0 to 1. */
  readonly confidence: number
}

/** The strongest reason to think that both are one person, or null. The same for both orders. */
export function judgeLikeness(left: Likeness, right: Likeness): MergeJudgement | null {
  const nameKey = shared(left.names.keys(), right.names).find((key) => isFullName(left.names.get(key) ?? ''))
  const phoneKey = shared(left.phones.keys(), right.phones)[0]
  const name = nameKey === undefined ? null : smaller(left.names.get(nameKey), right.names.get(nameKey))
  const phone = phoneKey === undefined ? null : smaller(left.phones.get(phoneKey), right.phones.get(phoneKey))
  if (phone !== null && name !== null)
    return { reason: `Both are called ${name} and have the number ${phone}.`, confidence: 0.95 }
  if (phone !== null && haveRelatedNames(left, right))
    return { reason: `Both have the number ${phone}, and their names agree.`, confidence: 0.8 }
  if (name === null || nameKey === undefined) return null
  const domain = shared(domainsOf(left), new Set(domainsOf(right)))[0]
  if (domain !== undefined) return { reason: `Both are called ${name} and write from ${domain}.`, confidence: 0.9 }
  if (haveSameLocalPart(left, right))
    return { reason: `Both are called ${name}, and their addresses begin alike.`, confidence: 0.75 }
  if (isNamedAfter(left, nameKey) && isNamedAfter(right, nameKey)) {
    return { reason: `Both are called ${name}, and both addresses are made of that name.`, confidence: 0.65 }
  }
  return null
}

function shared(keys: Iterable<string>, others: { has(key: string): boolean }): string[] {
  return [...keys].filter((key) => others.has(key)).toSorted()
}

function smaller(left = '', right = ''): string {
  return left < right ? left : right
}

function domainsOf(likeness: Likeness): string[] {
  return likeness.addressKeys.map(organizationDomainOf).filter((domain) => domain !== null)
}

function lettersOf(addressKey: string): string {
  return localPartOf(addressKey)
    .replace(/\+.*$/, '')
    .replace(/[^\p{L}]/gu, '')
}

function haveSameLocalPart(left: Likeness, right: Likeness): boolean {
  const others = new Set(right.addressKeys.map(lettersOf))
  return left.addressKeys.some((addressKey) => lettersOf(addressKey).length >= 3 && others.has(lettersOf(addressKey)))
}

/** Whether an address is made of both parts of a name: `jane.doe@`, `jdoe@`, `doe.j@`. */
function isNamedAfter(likeness: Likeness, nameKey: string): boolean {
  const words = nameKey.split(' ')
  const given = words[0] ?? ''
  const family = words.at(-1) ?? ''
  const forms = new Set([
    given + family,
    family + given,
    given.charAt(0) + family,
    family + given.charAt(0),
    given + family.charAt(0),
  ])
  return likeness.addressKeys.some((addressKey) => forms.has(lettersOf(addressKey)))
}

/** One number is not yet one person (an office, a family): one name has to be part of the other. */
function haveRelatedNames(left: Likeness, right: Likeness): boolean {
  const rightNames = [...right.names.keys()].map((key) => new Set(key.split(' ')))
  return [...left.names.keys()].some((key) => {
    const words = key.split(' ')
    return rightNames.some((other) => words.every((word) => other.has(word)) || [...other].every((word) => words.includes(word)))
  })
}

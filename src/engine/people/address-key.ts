// The canonical form of an e-mail address: two spellings of one mailbox have one key, two mailboxes never do.
import { domainToASCII } from 'node:url'

/** Domains whose provider ignores dots in the local part (https://support.google.com/mail/answer/7436150). */
const dotFoldingDomains = new Set(['gmail.com', 'googlemail.com'])

/** Domains whose provider delivers `name+tag` to `name`. */
const plusFoldingDomains = new Set([
  ...dotFoldingDomains,
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'fastmail.com',
  'fastmail.fm',
  'proton.me',
  'protonmail.com',
  'pm.me',
])

/** Domains that are another name of the same mailbox. */
const sameMailboxDomains: ReadonlyMap<string, string> = new Map([['googlemail.com', 'gmail.com']])

/**
 * The key under which a mailbox is known, or an empty string for what is not an address.
 * Case and IDNA are folded everywhere; dots and plus-tags only where the provider folds them.
 */
export function canonicalAddressKey(address: string): string {
  const trimmed = address
    .trim()
    .replace(/^<|>$/g, '')
    .replace(/^mailto:/i, '')
    .normalize('NFC')
  const at = trimmed.lastIndexOf('@')
  if (at <= 0 || /\s/.test(trimmed)) return ''
  const domain = canonicalDomain(trimmed.slice(at + 1))
  if (domain === '') return ''
  let local = trimmed.slice(0, at).toLowerCase()
  if (plusFoldingDomains.has(domain) && local.indexOf('+') > 0) local = local.slice(0, local.indexOf('+'))
  if (dotFoldingDomains.has(domain)) local = local.replaceAll('.', '') || local
  return `${local}@${sameMailboxDomains.get(domain) ?? domain}`
}

/** Whether two addresses are spellings of one mailbox: with dots, capitals or at googlemail.com it is the same Gmail account. */
export function isSameMailbox(address: string, other: string): boolean {
  const key = canonicalAddressKey(address)
  return key !== '' && key === canonicalAddressKey(other)
}

/** A domain in lower case and ASCII (IDNA), without a final dot; empty when it is none. */
export function canonicalDomain(domain: string): string {
  const bare = domain.replace(/\.$/, '').toLowerCase()
  if (/^[a-z0-9.-]+$/.test(bare)) return bare
  return domainToASCII(bare)
}

/** The part before the at-sign of an address or key. */
export function localPartOf(address: string): string {
  return address.slice(0, Math.max(0, address.lastIndexOf('@')))
}

/** The part after the at-sign of an address or key, as it stands. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

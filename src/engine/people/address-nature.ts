// Tells what kind of mailbox an address names: a person's, a shared one, a machine's or a room's.
import freeEmailDomains from 'free-email-domains'
import roleNames from 'role-based-email-addresses'
import { domainOf, localPartOf } from './address-key.ts'
import { foldText } from './person-name.ts'

/** What an address names, as far as the address itself can tell. */
export type AddressNature = 'person' | 'role' | 'automatic' | 'resource'

/** Local parts of machines: nobody reads an answer. Whole words only, so that `newsom@` or `noriko@` stay people. */
const automaticPattern =
  /(^|[._+-])(no[._-]?reply|do[._-]?not[._-]?reply|not?ifications?|mailer[._-]?daemon|maildaemon|postmaster|bounces?|automailer|unsubscribe|listserv|majordomo)([._+=-]|\d*$)/

/** Google's addresses of rooms, equipment and calendars that are no mailbox. */
const resourceDomains = new Set([
  'resource.calendar.google.com',
  'group.calendar.google.com',
  'group.v.calendar.google.com',
  'import.calendar.google.com',
])

const roleLocalParts: ReadonlySet<string> = new Set(Object.values(roleNames).flat())

/** RFC 2606: nobody's mail provider, though the list has them. */
const reservedDomains = new Set(['example.com', 'example.org', 'example.net'])
const freeDomains: ReadonlySet<string> = new Set(freeEmailDomains.filter((domain) => !reservedDomains.has(domain)))

/**
 * Judges an address by its whole local part, never by a prefix: `lister@` and `newsom@` are people.
 * A display name that begins with the local part ("Alexa Moreno" <alexa@…>) makes a listed word a person's first name.
 */
export function judgeAddress(addressKey: string, displayName: string): AddressNature {
  const local = localPartOf(addressKey)
  if (resourceDomains.has(domainOf(addressKey))) return 'resource'
  if (automaticPattern.test(local)) return 'automatic'
  if (!roleLocalParts.has(local)) return 'person'
  const words = displayName.includes('@') ? [] : foldText(displayName).split(' ')
  return words.length >= 2 && words[0] === local ? 'person' : 'role'
}

/** Whether anybody can have an address at this domain, so that sharing it says nothing. */
export function isFreeMailDomain(domain: string): boolean {
  return freeDomains.has(domain)
}

/** The domain an address shares with its colleagues; null for free mail. Sub-domains of an organization are kept apart from nothing but `mail.`. */
export function organizationDomainOf(addressKey: string): string | null {
  const domain = domainOf(addressKey).replace(/^(mail|email|smtp|mx)\.(?=.*\.)/, '')
  return domain === '' || isFreeMailDomain(domain) || resourceDomains.has(domain) ? null : domain
}

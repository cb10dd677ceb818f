// Tells what kind of mailbox an address names: a person's, a shared one, a machine's or a room's.
import freeEmailDomains from 'free-email-domains'
import roleNames from 'role-based-email-addresses'
import { domainOf, localPartOf } from './address-key.ts'
import { foldText, isFullName } from './person-name.ts'

/** What an address names, as far as the address itself can tell. */
export type AddressNature = 'person' | 'role' | 'automatic' | 'resource'

/** Local parts of machines: nobody reads an answer. Whole words only, so that `newsom@` or `noriko@` stay people. */
const automaticPattern =
  /(^|[._+-])(no[._-]?reply|do[._-]?not[._-]?reply|not?ifications?|mailer[._-]?daemon|maildaemon|postmaster|bounces?|automailer|unsubscribe|listserv|majordomo)([._+=-]|\d*$)/

/** Mailing lists, by their domain and by the word that ends their name. */
const listDomainPattern = /^(lists?|groups?|mailman|listserv)\.|^(googlegroups\.com|groups\.io|yahoogroups\.com)$/
const listNamePattern = /.-(talk|devel|users|announce|discuss|list|owner|request|subscribe|unsubscribe)$/

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
 * A full name that begins with the local part ("Alexa Moreno" <alexa@…>), or that the domain is named after
 * ("Ian Bell" <hello@ianbell.example>), makes a person of a listed word.
 */
export function judgeAddress(addressKey: string, displayName: string): AddressNature {
  const local = localPartOf(addressKey)
  const domain = domainOf(addressKey)
  if (resourceDomains.has(domain)) return 'resource'
  if (automaticPattern.test(local) || isGenerated(local)) return 'automatic'
  if (listDomainPattern.test(domain) || listNamePattern.test(local)) return 'role'
  return roleLocalParts.has(local) && !namesItsPerson(local, domain, displayName) ? 'role' : 'person'
}

/** Addresses made for one message: with a mark of their own, or with numbers in three parts and more. */
function isGenerated(local: string): boolean {
  return /[#=]/.test(local) || local.split(/[._-]/).filter((part) => /\d/.test(part)).length >= 3
}

function namesItsPerson(local: string, domain: string, displayName: string): boolean {
  if (!isFullName(displayName)) return false
  const words = foldText(displayName).split(' ')
  return words[0] === local || words.some((word) => word.length >= 4 && domain.replaceAll('-', '').includes(word))
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

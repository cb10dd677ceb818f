// Guesses the country whose phone numbers are meant when none is told, from the addresses around them.
import { domainOf } from './address-key.ts'
import { toRegion } from './phone-number.ts'

/** Country domains that are used as if they were general ones. */
const generalPurpose = new Set([
  'io',
  'ai',
  'co',
  'me',
  'tv',
  'cc',
  'fm',
  'to',
  'ly',
  'sh',
  'gg',
  'so',
  'vc',
  'ws',
  'am',
  'is',
  'im',
  'st',
  'ac',
  'la',
  'nu',
  'pw',
  'su',
])

/** The country (ISO 3166, two letters) of the first address whose domain names one; null when none does. */
export function guessRegion(addresses: readonly string[]): string | null {
  for (const address of addresses) {
    const topLevel = domainOf(address).split('.').at(-1)?.toLowerCase() ?? ''
    if (topLevel.length !== 2 || generalPurpose.has(topLevel)) continue
    const region = toRegion(topLevel === 'uk' ? 'GB' : topLevel)
    if (region) return region
  }
  return null
}

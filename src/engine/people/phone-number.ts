// Reads phone numbers, as people write them, into the international form by which they can be compared.
import { type CountryCode, findPhoneNumbersInText, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A number in a text. */
export interface FoundPhone {
  /** In international form with spaces, for the screen. */
  readonly value: string
  /** E.164, with the extension after a semicolon. */
  readonly key: string
  readonly isMobile: boolean
  readonly startsAt: number
}

/** Two letters as a region that is known, or undefined. */
export function toRegion(code: string | null): CountryCode | undefined {
  const upper = code?.toUpperCase() ?? ''
  return isSupportedCountry(upper) ? upper : undefined
}

/** All valid numbers of a text; numbers without a country are read as those of `region` (ISO 3166, two letters). */
export function findPhones(text: string, region: string | null): FoundPhone[] {
  const defaultCountry = toRegion(region)
  const options = defaultCountry ? { defaultCountry } : {}
  return findPhoneNumbersInText(text, options)
    .filter((found) => found.number.isValid())
    .map((found) => {
      const { number } = found
      const type = number.getType()
      return {
        value: number.formatInternational(),
        key: number.ext ? `${number.number};${number.ext}` : number.number,
        isMobile: type === 'MOBILE',
        startsAt: found.startsAt,
      }
    })
}

/** The form by which a number is compared; for what is no valid number its digits. */
export function phoneKey(phone: string, region: string | null): string {
  const parsed = parsePhoneNumberFromString(phone, toRegion(region))
  if (!parsed?.isValid()) return phone.replace(/[^\d+]/g, '')
  return parsed.ext ? `${parsed.number};${parsed.ext}` : parsed.number
}

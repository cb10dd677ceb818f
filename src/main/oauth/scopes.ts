// What is asked of Google, in its words and in ours.
import type { AccountPart } from '../../shared/may-read.ts'

/** Reading is all that OmniCRM does (https://developers.google.com/identity/protocols/oauth2/scopes). */
export const dataScopes: Readonly<Record<AccountPart, string>> = {
  calendar: 'https://www.googleapis.com/auth/calendar.readonly',
  mail: 'https://www.googleapis.com/auth/gmail.readonly',
}

/** Who has signed in, so that the granted account can be told from the one that was meant. */
const identityScopes = ['openid', 'email', 'profile'] as const

/** Google answers with the long names of these. */
const longNames: Readonly<Record<string, string>> = {
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
}

/**
 * The scopes to ask for: the chosen ones and those granted before. Desktop clients have no incremental authorization: what is
 * not asked for again is lost (https://developers.google.com/identity/protocols/oauth2/native-app).
 */
export function scopesToAsk(choices: readonly AccountPart[], grantedBefore: readonly string[]): string[] {
  const known = new Set(Object.values(dataScopes))
  const wanted = [...choices.map((choice) => dataScopes[choice]), ...grantedBefore.filter((scope) => known.has(scope))]
  return [...identityScopes, ...new Set(wanted)]
}

/** Which of the asked scopes were not granted: Google lets its person untick each one. */
export function missingScopes(asked: readonly string[], granted: readonly string[]): string[] {
  const given = new Set(granted)
  return asked.filter((scope) => !given.has(scope) && !given.has(longNames[scope] ?? scope))
}

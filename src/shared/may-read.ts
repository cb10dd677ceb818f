// Tells what of a Google account its person lets be read.

/** The parts of an account that can be connected, each with or without the other. */
export const accountParts = ['calendar', 'mail'] as const
/** @see accountParts */
export type AccountPart = (typeof accountParts)[number]

/** How the scopes of a part begin: https://developers.google.com/identity/protocols/oauth2/scopes. */
const beginnings: Readonly<Record<AccountPart, string>> = {
  calendar: 'https://www.googleapis.com/auth/calendar',
  mail: 'https://www.googleapis.com/auth/gmail',
}

/** Whether the granted scopes open a part of the account, be it by the narrow scope that is asked for or by a wider one granted before. */
export function mayRead(part: AccountPart, scopes: readonly string[]): boolean {
  const beginning = beginnings[part]
  return scopes.some((scope) => scope === beginning || scope.startsWith(`${beginning}.`))
}

/** The parts of an account that may be read: those granted, or both where nobody has to grant anything. */
export function partsOf({ kind, scopes }: { readonly kind: string; readonly scopes: readonly string[] }): AccountPart[] {
  if (kind === 'sample') return [...accountParts]
  return accountParts.filter((part) => mayRead(part, scopes))
}

// Reads the stored word for what a pause holds back, for those who tell a person about it.

/** What a pause holds back. A bucket is what a provider limits: here all that one account asks of it. */
export type PausedSubject =
  | { readonly kind: 'all' }
  | { readonly kind: 'job_kind'; readonly jobKind: string }
  | { readonly kind: 'account' | 'bucket'; readonly accountId: string }

/** `all`, `kind:<job kind>`, `account:<account id>` or `bucket:<provider>:<account id>`; account ids may hold colons themselves. */
export function readPauseScope(scope: string): PausedSubject {
  if (scope === 'all') return { kind: 'all' }
  const [word, first = '', ...rest] = scope.split(':')
  if (word === 'kind') return { kind: 'job_kind', jobKind: first }
  if (word === 'account') return { kind: 'account', accountId: [first, ...rest].join(':') }
  if (word === 'bucket') return { kind: 'bucket', accountId: rest.join(':') }
  throw new Error(`"${scope}" is no pause`)
}

// What the jobs of one account share that talk to Google: a limit of one holds for all.

/** The bucket of an account's jobs. */
export function googleBucket(accountId: string): string {
  return `google:${accountId}`
}

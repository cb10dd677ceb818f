// What waiting for the network is called and how long it lasts, for those who begin it and those who end it.

/** Told on the account, and the reason of the pause. */
export const networkWaitReason = 'Waiting for the network.'
/**
 * How long jobs are put off when there is no network. It costs no attempt. The end of a sleep, the return of the network and a person's
 * click end it sooner; a command line that runs until idle ends rather than to wait for it.
 */
export const networkWaitMs = 120_000

/** What a computer says that cannot get out: no name is resolved, no route leads there, nobody takes the call. */
const offlineCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether an error code of the network means that there is none, rather than a line that broke. */
export function isOfflineCode(code: string): boolean {
  return offlineCodes.has(code)
}

// Learns which addresses are the person's own: those that Gmail lets them send as, and those that they have sent from.
import { getAccount } from '../../../db/queries/accounts/get-account.ts'
import { setAccountDetails } from '../../../db/queries/accounts/set-account-details.ts'
import { type GmailMessage, listSendAsAddresses } from '../../../google/gmail-requests.ts'
import { parseMailAddresses } from '../../../normalize/mail/mail-addresses.ts'
import { learnOwnAddresses } from '../../learn-own-addresses.ts'
import type { FollowUp } from '../../../jobs/types.ts'
import type { SyncRun } from '../sync-run.ts'
import { tellNotice } from '../tell-notice.ts'

const notice =
  'Gmail listed one of your own addresses without saying which. Until it does, mail from that address may be taken for somebody else’s.'

/** An alias that was added at Gmail is known a day later at the latest. */
const readEveryMs = 24 * 3_600_000

/** Asks Gmail for the addresses that the person may send as, once a day. */
export async function refreshOwnAddresses(run: SyncRun): Promise<void> {
  const { context, accountId, session } = run
  const account = getAccount(context.db, accountId)
  const readAt = account?.details['sendAsReadAt']
  const now = context.clock.now()
  // A time ahead of now is of a clock that was set back since.
  if (typeof readAt === 'number' && readAt <= now && now - readAt < readEveryMs) return
  const { addresses, unreadableItems } = await listSendAsAddresses(session)
  const isNew = addresses.some((address) => !account?.ownAddresses.includes(address.toLowerCase()))
  const followUps: FollowUp[] = isNew ? [{ kind: 'normalize_google_email', payload: { accountId } }] : []
  context.commit({ followUps }, (tx) => {
    learnOwnAddresses(tx, accountId, addresses)
    setAccountDetails(tx, accountId, { ...getAccount(tx, accountId)?.details, sendAsReadAt: now })
  })
  tellNotice(run, 'send_as', unreadableItems > 0 ? notice : null)
}

/** The addresses that a message was sent from; none for one that somebody else has sent, or that is not sent yet. */
export function readSentFrom({ labelIds, payload }: GmailMessage): string[] {
  if (!labelIds.includes('SENT') || labelIds.includes('DRAFT')) return []
  const headers = typeof payload === 'object' && payload !== null && 'headers' in payload ? payload.headers : []
  if (!Array.isArray(headers)) return []
  const from = (headers as Partial<Record<'name' | 'value', unknown>>[]).find(
    ({ name }) => typeof name === 'string' && name.toLowerCase() === 'from',
  )?.value
  return typeof from === 'string' ? parseMailAddresses(from).flatMap(({ address }) => (address === '' ? [] : [address])) : []
}

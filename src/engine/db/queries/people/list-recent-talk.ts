// Reads what was last written with the people one is about to meet, and which of it still waits for an answer.
import type { RecentTalk } from '../../../../shared/views/people.ts'
import type { Database } from '../../database.ts'

/** Messages that are looked at of each way. */
const depth = 10
const lastMessages = 3
const mostShown = 5
/** A question that is older has been answered elsewhere, or never will be. */
const openForMs = 30 * 24 * 60 * 60_000

interface TalkRow {
  readonly id: number
  readonly title: string
  readonly occurredAtMs: number
  readonly isFromMe: number
  readonly isThreadEnd: number
}

const newest = (relation: 'sent' | 'received'): string => `
  SELECT interaction_id, ${relation === 'sent' ? 1 : 0} AS isFromMe FROM (
    SELECT interaction_id FROM contact_interactions WHERE contact_id = +@contactId AND relation = '${relation}'
    ORDER BY occurred_at DESC LIMIT ${depth}
  )`

/** A conversation may have gone on in any of the accounts that a message reached. */
const sql = `
  WITH newest (interaction_id, isFromMe) AS (${newest('sent')} UNION ALL ${newest('received')})
  SELECT i.id, i.title, i.occurred_at AS occurredAtMs, max(isFromMe) AS isFromMe,
    i.thread_key IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM (SELECT i.id AS id UNION SELECT id FROM interactions WHERE copy_key = i.copy_key AND gone_at IS NULL) same
        CROSS JOIN interactions here ON here.id = same.id
        CROSS JOIN interactions later ON later.thread_key = here.thread_key AND later.account_id = here.account_id
      WHERE later.occurred_at > here.occurred_at AND later.gone_at IS NULL
    ) AS isThreadEnd
  FROM newest CROSS JOIN interactions i ON i.id = newest.interaction_id
  WHERE i.kind = 'email' AND i.gone_at IS NULL GROUP BY i.id ORDER BY i.occurred_at DESC, i.id DESC`

/** For each contact the last three messages, and older ones that end a conversation of the last 30 days, newest first. */
export function listRecentTalk(db: Database, contactIds: readonly number[], nowMs: number): RecentTalk[] {
  const statement = db.prepare<[{ contactId: number }], TalkRow>(sql)
  return contactIds.map((contactId) => {
    const messages = statement.all({ contactId }).map(({ isFromMe, isThreadEnd, ...message }) => {
      const isOpen = isThreadEnd === 1 && message.occurredAtMs > nowMs - openForMs
      const waitsFor = !isOpen ? null : isFromMe === 1 ? ('them' as const) : ('you' as const)
      return { ...message, isFromMe: isFromMe === 1, waitsFor }
    })
    const older = messages.slice(lastMessages).filter(({ waitsFor }) => waitsFor !== null)
    return { contactId, messages: [...messages.slice(0, lastMessages), ...older].slice(0, mostShown) }
  })
}

// Finds the conversation a mail belongs to by its references, whatever the order in which its mails arrive.
import type { Transaction } from '../../database.ts'

/** What a mail says about its conversation. */
export interface ThreadClues {
  readonly accountId: string
  readonly messageId: string | null
  /** The first mail of the conversation first, the one answered last. */
  readonly references: readonly string[]
  /** Names the conversation of a mail without a Message-ID. */
  readonly sourceKey: string
}

/** The name a mail has within its account: its Message-ID, so that it can be found by it, and what tells two with one id apart. */
export function mailSourceKey(messageId: string | null, distinction: string): string {
  return messageId === null ? distinction : `${messageId} ${distinction}`
}

/**
 * The thread key of a mail: that of the first mail it refers to or of the one it answers, if they are here, else one made from the first
 * reference. Conversations that turn out to be one are joined. Equal subjects alone never join anything (compare
 * https://www.jwz.org/doc/threading.html, step 5).
 */
export function resolveThread(tx: Transaction, clues: ThreadClues): string {
  const { accountId, messageId, references } = clues
  const first = references[0]
  const parent = references.at(-1)
  if (first === undefined || parent === undefined) return messageId === null ? `mail:${clues.sourceKey}` : `mail:${messageId}`
  const keyOfFirst = findThreadKey(tx, accountId, first)
  const keyOfParent = parent === first ? keyOfFirst : findThreadKey(tx, accountId, parent)
  const key = keyOfFirst ?? keyOfParent ?? `mail:${first}`
  if (keyOfParent !== null && keyOfParent !== key) moveThread(tx, accountId, keyOfParent, key)
  if (key !== `mail:${first}`) moveThread(tx, accountId, `mail:${first}`, key)
  // Answers that came before this mail were put under its own name.
  if (messageId !== null && key !== `mail:${messageId}`) moveThread(tx, accountId, `mail:${messageId}`, key)
  return key
}

/** The thread of the mail with this Message-ID; a range over the unique index, as several mails may claim one id. */
function findThreadKey(tx: Transaction, accountId: string, messageId: string): string | null {
  const row = tx
    .prepare<[string, string, string], { threadKey: string | null }>(`
      SELECT thread_key AS threadKey FROM interactions
      WHERE account_id = ? AND kind = 'email' AND source_key >= ? AND source_key < ? ORDER BY source_key LIMIT 1`)
    .get(accountId, `${messageId} `, `${messageId}!`)
  return row?.threadKey ?? null
}

function moveThread(tx: Transaction, accountId: string, from: string, to: string): void {
  tx.prepare<[string, string, string]>('UPDATE interactions SET thread_key = ? WHERE thread_key = ? AND account_id = ?').run(
    to,
    from,
    accountId,
  )
}

// Decides, at the moment of storing, whether a message is wanted and which batch brings it.
import { getAccount } from '../../../db/queries/accounts/get-account.ts'
import type { ImportRow } from '../../../db/queries/imports/import-row.ts'
import { listImportsInForce } from '../../../db/queries/imports/list-imports.ts'
import type { Database } from '../../../db/database.ts'
import { isChosen, isExcluded, isWholeMailbox, type ChoosableMail } from '../../../../shared/mail-choice.ts'

/** Whether a message is kept, and as part of which batch (null: nobody had to approve it). */
export type Placement = { readonly isWanted: false } | { readonly isWanted: true; readonly importId: number | null }

/** What has been approved of an account's mail, as it is now: a person may change it while a sync is running. */
export class MailApproval {
  readonly #isNeeded: boolean
  /** Newest first. */
  readonly #batches: readonly ImportRow[]

  constructor(db: Database, accountId: string) {
    this.#isNeeded = getAccount(db, accountId)?.kind === 'google'
    this.#batches = this.#isNeeded ? listImportsInForce(db, accountId) : []
  }

  /** The batch whose choice is in force. */
  get current(): ImportRow | null {
    return this.#batches[0] ?? null
  }

  /** Whether a listing of everything may fetch whatever is not here: all of the mailbox is wanted, and nobody is still bringing it. */
  get wantsEverything(): boolean {
    const { current } = this
    return !this.#isNeeded || (current?.status === 'completed' && isWholeMailbox(current.choice))
  }

  /** Whether labels alone already tell that a message is not wanted. */
  refuses(labelIds: readonly string[]): boolean {
    if (!this.#isNeeded) return false
    return this.current === null || isExcluded(this.current.choice, labelIds)
  }

  /**
   * A message belongs to the oldest complete batch that wants it, else to the newest: undoing that one takes away exactly what would not
   * be here without it.
   */
  place(mail: ChoosableMail): Placement {
    if (!this.#isNeeded) return { isWanted: true, importId: null }
    const { current } = this
    if (current === null || !isChosen(current.choice, mail)) return { isWanted: false }
    const oldest = this.#batches.findLast((batch) => batch.completedAt !== null && isChosen(batch.choice, mail))
    return { isWanted: true, importId: (oldest ?? current).id }
  }
}

// Tells how an account is, apart from what it is doing.
import { eq } from 'drizzle-orm'
import type { AccountStatus } from '../../../../shared/views/status.ts'
import type { Transaction } from '../../database.ts'
import { accounts } from '../../schema/accounts.ts'

/** Health of an account; `reason` is for a person, `waitingUntilMs` goes with `waiting`. */
export interface AccountHealth {
  readonly status: AccountStatus
  readonly reason: string | null
  readonly waitingUntilMs: number | null
}

/** Sets the health of an account. */
export function setAccountStatus(tx: Transaction, accountId: string, health: AccountHealth): void {
  tx.orm
    .update(accounts)
    .set({ status: health.status, statusReason: health.reason, waitingUntilAt: health.waitingUntilMs })
    .where(eq(accounts.id, accountId))
    .run()
}

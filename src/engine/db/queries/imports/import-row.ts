// A batch as the engine knows it, and how its row is read.
import type { ImportBatch, MailChoice } from '../../../../shared/views/imports.ts'

/** A row of `imports`. */
export interface ImportRow {
  readonly id: number
  readonly accountId: string
  readonly choice: MailChoice
  readonly status: ImportBatch['status']
  /** Where its listing of the mailbox goes on; null: at the beginning. */
  readonly pageToken: string | null
  readonly listed: number
  readonly expected: number | null
  readonly createdAt: number
  /** Null, too, for one that a later approval ended before it had brought everything. */
  readonly completedAt: number | null
}

/** The row as SQLite has it. */
export type StoredImportRow = Omit<ImportRow, 'choice'> & { readonly choice: string }

/** The beginning of every query that reads an {@link ImportRow}: a condition follows. */
export const selectImports = `
  SELECT id, account_id AS accountId, choice, status, page_token AS pageToken, listed, expected, created_at AS createdAt,
    completed_at AS completedAt
  FROM imports`

/** The row as the engine reads it. */
export function toImportRow(row: StoredImportRow): ImportRow {
  return { ...row, choice: JSON.parse(row.choice) as MailChoice }
}

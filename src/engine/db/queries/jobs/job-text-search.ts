// Says what a text that a person types means among jobs: an id, a kind, an account, or a piece of an error.
import { jobName } from '../../../../shared/jobs/job-name.ts'
import { jobKinds } from '../../../../shared/jobs/vocabulary.ts'
import type { Database } from '../../database.ts'

/** The values that {@link textCondition} needs; `text` is null where everything fits. */
export interface TextSearch {
  readonly text: string | null
  readonly textId: number | null
  /** Kinds that are called so, as a JSON list. */
  readonly textKinds: string
  /** Accounts that are called so, as a JSON list of ids. */
  readonly textAccounts: string
}

/** Holds for the jobs that a text is about. */
export const textCondition = `(@text IS NULL OR id = @textId OR kind IN (SELECT value FROM json_each(@textKinds))
  OR account_id IN (SELECT value FROM json_each(@textAccounts)) OR instr(lower(error), @text) > 0)`

/** Looks up what a text may stand for; an id may be written as `#12`. */
export function findByText(db: Database, typed: string): TextSearch {
  const text = typed.trim().toLowerCase()
  if (text === '') return { text: null, textId: null, textKinds: '[]', textAccounts: '[]' }
  const kinds = jobKinds.filter((kind) => kind.includes(text) || jobName(kind).toLowerCase().includes(text))
  const accounts = db
    .prepare<{ text: string }[], { id: string }>(`
      SELECT id FROM accounts WHERE instr(lower(id), @text) > 0 OR instr(lower(email), @text) > 0 OR instr(lower(display_name), @text) > 0
    `)
    .all({ text })
  return {
    text,
    textId: /^#?\d{1,15}$/.test(text) ? Number(text.replace('#', '')) : null,
    textKinds: JSON.stringify(kinds),
    textAccounts: JSON.stringify(accounts.map(({ id }) => id)),
  }
}

// What the host may ask of the thread that takes care of a workspace: mends one that cannot be opened, and reports on any.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Result, toAppErrorValue } from '../../shared/app-error.ts'
import type { Backup } from '../db/care/backups.ts'
import type { Replaced } from '../db/care/replace-workspace.ts'
import type { Finding } from '../diagnostics/examine.ts'

/** A task. For `find-backup`, `restore` and `set-aside` the workspace must be closed; for all the lock is held. */
export type CareTask =
  | { readonly kind: 'find-backup'; readonly dataFolder: string }
  | { readonly kind: 'restore'; readonly dataFolder: string; readonly file: string }
  | { readonly kind: 'set-aside'; readonly dataFolder: string }
  /** Checks a copy of the database that nobody has open. */
  | { readonly kind: 'find-damage'; readonly file: string }
  /** Examines everything and writes the report; `known` are findings of the host's own. */
  | { readonly kind: 'diagnostics'; readonly dataFolder: string; readonly file: string; readonly known: readonly Finding[] }

interface CareAnswers {
  readonly 'find-backup': Backup | null
  readonly restore: Replaced
  readonly 'set-aside': Replaced
  readonly 'find-damage': string | null
  readonly diagnostics: { readonly file: string }
}

/** What a task answers: a good backup or none, where what was in place is kept, what is wrong or null, or where the report is. */
export type CareAnswer<Kind extends CareTask['kind'] = CareTask['kind']> = CareAnswers[Kind]

/**
 * Does one task in a thread of its own, which ends with it or with the signal: files of gigabytes are read, and nobody's window stands still
 * meanwhile.
 */
export async function runCare<Task extends CareTask>(
  entry: URL,
  task: Task,
  signal?: AbortSignal,
): Promise<Result<CareAnswer<Task['kind']>>> {
  const worker = new Worker(entry, { name: 'omnicrm-care', workerData: task })
  try {
    const [answer] = (await once(worker, 'message', signal ? { signal } : {})) as [Result<CareAnswer<Task['kind']>>]
    return answer
  } catch (error) {
    void worker.terminate()
    return { ok: false, error: toAppErrorValue(error) }
  }
}

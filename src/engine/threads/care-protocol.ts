// What the host may ask of the thread that mends a workspace which cannot be opened.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Result, toAppErrorValue } from '../../shared/app-error.ts'
import type { Backup } from '../db/care/backups.ts'
import type { Replaced } from '../db/care/replace-workspace.ts'

/** A task for which the workspace must be closed and its lock held. */
export type CareTask =
  | { readonly kind: 'find-backup'; readonly dataFolder: string }
  | { readonly kind: 'restore'; readonly dataFolder: string; readonly file: string }
  | { readonly kind: 'set-aside'; readonly dataFolder: string }

interface CareAnswers {
  readonly 'find-backup': Backup | null
  readonly restore: Replaced
  readonly 'set-aside': Replaced
}

/** What a task answers: a good backup or none, or where what was in place is kept. */
export type CareAnswer<Kind extends CareTask['kind'] = CareTask['kind']> = CareAnswers[Kind]

/** Does one task in a thread of its own, which ends with it: files of gigabytes are read, and nobody's window stands still meanwhile. */
export async function runCare<Task extends CareTask>(entry: URL, task: Task): Promise<Result<CareAnswer<Task['kind']>>> {
  const worker = new Worker(entry, { name: 'omnicrm-care', workerData: task })
  try {
    const [answer] = (await once(worker, 'message')) as [Result<CareAnswer<Task['kind']>>]
    return answer
  } catch (error) {
    return { ok: false, error: toAppErrorValue(error) }
  }
}

// `omnicrm sample`, `import`, `sync` and `process-jobs`: enqueue, and run until idle.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../shared/app-error.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { measureRun } from '../measure-run.ts'
import type { Answer } from '../output.ts'
import { withSession } from '../session.ts'
import { approveWanted, type WantedMail } from './approve.ts'

/** Creates the sample workspace, or syncs the one that is there. */
export function sample(hooks: Hooks): Promise<Answer> {
  return withSession(hooks, (session) => measureRun(session, () => session.command('sample.create', {})))
}

/** Imports files and folders. @throws AppError `invalid_input` when one of them does not exist. */
export function importFiles(hooks: Hooks, paths: readonly string[]): Promise<Answer> {
  const missing = paths.find((each) => !existsSync(each))
  if (missing !== undefined) throw new AppError('invalid_input', `There is no file or folder ${missing}.`, 'Check the path.')
  const absolute = paths.map((each) => path.resolve(each))
  return withSession(hooks, (session) => measureRun(session, () => session.command('files.import', { paths: absolute })))
}

/** Syncs every account, or one; what was never approved is approved by this. */
export function sync(hooks: Hooks, accountId: string | undefined, wanted: WantedMail): Promise<Answer> {
  return withSession(hooks, (session) =>
    measureRun(session, async () => {
      await approveWanted(session, accountId, wanted)
      await session.command('sync.now', accountId === undefined ? {} : { accountId })
    }),
  )
}

/** Runs whatever is runnable. */
export function processJobs(hooks: Hooks): Promise<Answer> {
  return withSession(hooks, (session) => measureRun(session, () => session.command('jobs.process', {})))
}

/** Rebuilds later stages from what sources gave. */
export function rebuild(
  hooks: Hooks,
  input: { stage: 'normalize' | 'contacts' | 'identities' | 'embed' | 'all'; accountId?: string; sinceMs?: number },
): Promise<Answer> {
  return withSession(hooks, (session) => measureRun(session, () => session.command('engine.rebuild', input)))
}

/** Writes a copy of the database to a file. */
export function backup(hooks: Hooks, file: string): Promise<Answer> {
  return withSession(hooks, (session) =>
    measureRun(session, () => session.command('engine.backup', { toPath: path.resolve(file) })),
  )
}

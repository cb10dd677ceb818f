// `omnicrm sample`, `import`, `sync`, `process-jobs` and `rebuild`: enqueue, and run until idle.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../shared/app-error.ts'
import type { RebuildStage } from '../../shared/jobs/payloads.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { findAccount } from '../find-account.ts'
import { measureRun } from '../measure-run.ts'
import type { Answer } from '../output.ts'
import { withSession } from '../session.ts'
import { approveWanted, type WantedMail } from './approve.ts'

/** Creates the sample workspace, or syncs the one that is there. */
export function sample(hooks: Hooks): Promise<Answer> {
  return withSession(hooks, (session) =>
    measureRun(session, async () => ({ accountIds: [(await session.command('sample.create', {})).accountId] })),
  )
}

/** Imports files and folders. @throws AppError `invalid_input` when one of them does not exist. */
export function importFiles(hooks: Hooks, paths: readonly string[]): Promise<Answer> {
  const missing = paths.find((each) => !existsSync(each))
  if (missing !== undefined) throw new AppError('invalid_input', `There is no file or folder ${missing}.`, 'Check the path.')
  const absolute = paths.map((each) => path.resolve(each))
  return withSession(hooks, (session) =>
    measureRun(session, async () => {
      const { jobId } = await session.command('files.import', { paths: absolute })
      const { accountId } = await session.query('jobs.get', { id: jobId })
      return { accountIds: accountId === null ? [] : [accountId] }
    }),
  )
}

/**
 * Syncs every account, or one; what was never approved is approved by this.
 * @throws AppError `invalid_input` for an account that is not there, `not_found` when there is none at all.
 */
export function sync(hooks: Hooks, named: string | undefined, wanted: WantedMail): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const accountId = named === undefined ? undefined : (await findAccount(session, named)).id
    const accounts = (await session.query('accounts.list', {})).filter(({ kind }) => kind !== 'files')
    if (accounts.length === 0) {
      throw new AppError(
        'not_found',
        'There is no account to sync yet.',
        'Connect one with "connect google --client-id ID --client-secret SECRET", or look around with "sample".',
      )
    }
    return measureRun(session, async () => {
      await approveWanted(session, accountId, wanted)
      await session.command('sync.now', accountId === undefined ? {} : { accountId })
      return { accountIds: accountId === undefined ? accounts.map(({ id }) => id) : [accountId] }
    })
  })
}

/** Runs whatever is runnable: what is held back from before is none of its business. */
export function processJobs(hooks: Hooks): Promise<Answer> {
  return withSession(hooks, (session) =>
    measureRun(session, async () => {
      await session.command('jobs.process', {})
      return { accountIds: [] }
    }),
  )
}

/** Rebuilds later stages from what sources gave. */
export function rebuild(
  hooks: Hooks,
  { account, ...what }: { stage: RebuildStage; account?: string; sinceMs?: number },
): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const accountId = account === undefined ? undefined : (await findAccount(session, account)).id
    return measureRun(session, async () => {
      await session.command('engine.rebuild', { ...what, ...(accountId === undefined ? {} : { accountId }) })
      return { accountIds: accountId === undefined ? [] : [accountId] }
    })
  })
}

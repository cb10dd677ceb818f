// `omnicrm backup`: a copy of the whole workspace in one file, made while everybody works on.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../shared/app-error.ts'
import type { JobResult } from '../../shared/jobs/payloads.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { formatBytes, type Answer } from '../output.ts'
import { withSession } from '../session.ts'

/** Writes a copy of the database to `file`. @throws AppError `conflict` when there is one already and `force` is not given. */
export function backup(hooks: Hooks, file: string, force: boolean): Promise<Answer> {
  const toPath = path.resolve(file)
  if (!force && existsSync(toPath))
    throw new AppError('conflict', `There is a file ${toPath} already.`, 'Choose another name, or overwrite it with --force.')
  return withSession(hooks, async (session) => {
    const { jobId } = await session.command('engine.backup', { toPath })
    await session.workUntilIdle()
    const job = await session.query('jobs.get', { id: jobId })
    if (job.status !== 'completed') {
      const why = job.error ?? job.waitingFor ?? 'The job was cancelled.'
      throw new AppError('unavailable', `The backup was not written: ${why}`, job.hint ?? 'See "jobs".')
    }
    const { path: written, bytes } = job.result as JobResult<'backup'>
    return { json: { path: written, bytes }, lines: [`Written to ${written}, ${formatBytes(bytes)}.`] }
  })
}

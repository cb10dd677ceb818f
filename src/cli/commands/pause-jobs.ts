// `omnicrm jobs pause` and `jobs resume`: holds back all jobs, or those of a kind or of an account, also for later runs.
import { AppError } from '../../shared/app-error.ts'
import type { PauseScope } from '../../shared/ipc/contract.ts'
import { readPauseScope } from '../../shared/jobs/read-pause-scope.ts'
import { jobKinds } from '../../shared/jobs/vocabulary.ts'
import type { JobOverview } from '../../shared/views/jobs.ts'
import type { Account } from '../../shared/views/status.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import type { Answer } from '../output.ts'
import { type Session, withSession } from '../session.ts'

/** Lets no job start: none at all, or none of what `subject` names, a kind or an account by its address or id. */
export function pauseJobs(hooks: Hooks, subject: string | undefined): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const scope = await findScope(session, subject)
    await session.command('jobs.pause', scope)
    return {
      json: { paused: true, ...scopeJson(scope) },
      lines: [
        subject === undefined
          ? 'Paused: no job starts until "jobs resume".'
          : `Paused: no job of ${subject} starts until "jobs resume ${subject}".`,
      ],
    }
  })
}

/** Ends a pause of exactly this scope. */
export function resumeJobs(hooks: Hooks, subject: string | undefined): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const scope = await findScope(session, subject)
    await session.command('jobs.resume', scope)
    const json = { paused: false, ...scopeJson(scope) }
    if (subject === undefined) return { json, lines: ['Jobs may run again.'] }
    const { pauses } = await session.query('jobs.overview', {})
    const isAllPaused = pauses.some((pause) => pause.scope === 'all')
    return {
      json,
      lines: [
        isAllPaused ? `Jobs of ${subject} may run again once all jobs may: "jobs resume".` : `Jobs of ${subject} may run again.`,
      ],
    }
  })
}

/** What is held back at the moment, a line for each pause. */
export function describePauses(pauses: JobOverview['pauses'], accounts: readonly Account[]): string[] {
  return pauses.map(({ scope, reason, untilMs }) => {
    const until = untilMs === null ? '' : ` until ${new Date(untilMs).toISOString()}`
    return `${scopeWords(scope, accounts)} is held back${until}: ${reason}`
  })
}

/** A stored scope as a person would type it; a limit that a provider has set is told by its account. */
function scopeWords(scope: string, accounts: readonly Account[]): string {
  const paused = readPauseScope(scope)
  if (paused.kind === 'all') return 'everything'
  if (paused.kind === 'job_kind') return paused.jobKind
  const account = accounts.find(({ id }) => id === paused.accountId)
  return account === undefined ? paused.accountId : accountWord(account)
}

/** The account of imported files has no address. */
function accountWord({ id, email }: Account): string {
  return email === '' ? id : email
}

function scopeJson(scope: PauseScope): { readonly kind?: string; readonly accountId?: string } {
  if (scope.kind === 'all') return {}
  return scope.kind === 'job_kind' ? { kind: scope.jobKind } : { accountId: scope.accountId }
}

async function findScope(session: Session, subject: string | undefined): Promise<PauseScope> {
  if (subject === undefined) return { kind: 'all' }
  const jobKind = jobKinds.find((kind) => kind === subject)
  if (jobKind !== undefined) return { kind: 'job_kind', jobKind }
  const accounts = await session.query('accounts.list', {})
  const [account, ...others] = accounts.filter(
    ({ id, email }) => id === subject || (email !== '' && email.toLowerCase() === subject.toLowerCase()),
  )
  if (account === undefined) {
    const known = accounts.length === 0 ? 'none yet' : accounts.map(accountWord).join(', ')
    throw new AppError(
      'invalid_input',
      `"${subject}" is neither a kind of job nor an account.`,
      `Kinds: ${jobKinds.join(', ')}. Accounts: ${known}.`,
    )
  }
  if (others.length > 0) {
    const ids = [account, ...others].map(({ id }) => id).join(', ')
    throw new AppError('invalid_input', `There is more than one account "${subject}".`, `Name it by its id: ${ids}.`)
  }
  return { kind: 'account', accountId: account.id }
}

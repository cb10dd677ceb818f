// `omnicrm jobs retry`, `cancel`, `dismiss`, `restore` and `priority`: what a person does with jobs.
import { AppError } from '../../shared/app-error.ts'
import { jobPriorities } from '../../shared/jobs/vocabulary.ts'
import type { Refusal } from '../../shared/views/jobs.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Answer } from '../output.ts'
import { type Session, withSession } from '../session.ts'
import { parseId } from './parse-id.ts'

/** Which jobs: those that are named, those that failed for the same reason as one, or all that failed. */
export interface JobChoice {
  readonly like?: string
  readonly all?: boolean
}

/** Puts failed jobs back in the line; they run when work is next done. */
export function retryJobs(hooks: Hooks, ids: readonly string[], choice: JobChoice): Promise<Answer> {
  const chosen = readChoice(ids, choice)
  return withSession(hooks, async (session) => {
    const { retried, refused } =
      chosen.like === null
        ? await session.command('jobs.retry', { ids: await idsOf(session, chosen) })
        : await session.command('jobs.retryAllLike', { id: chosen.like })
    return answer({ retried, refused }, `${retried} will run again.`)
  })
}

/** Cancels jobs that have not ended; the first job of a flow takes the flow along. */
export function cancelJobs(hooks: Hooks, ids: readonly string[]): Promise<Answer> {
  const parsed = ids.map(parseId)
  return withSession(hooks, async (session) => {
    const { cancelled, refused } = await session.command('jobs.cancel', { ids: parsed })
    return answer({ cancelled, refused }, `${cancelled} cancelled.`)
  })
}

/** Puts failed jobs away: they stay, and count no more. */
export function dismissJobs(hooks: Hooks, ids: readonly string[], choice: JobChoice): Promise<Answer> {
  const chosen = readChoice(ids, choice)
  return withSession(hooks, async (session) => {
    const asked = chosen.like === null ? await idsOf(session, chosen) : [chosen.like]
    const { dismissedIds } =
      chosen.like === null
        ? await session.command('jobs.dismiss', { ids: asked })
        : await session.command('jobs.dismissAllLike', { id: chosen.like })
    const left = asked.filter((id) => !dismissedIds.includes(id))
    const refused = left.map((id) => ({ id, reason: 'It has not failed, or was dismissed before.' }))
    return answer({ dismissed: dismissedIds.length, refused }, `${dismissedIds.length} dismissed.`)
  })
}

/** Takes jobs back that were dismissed. */
export function restoreJobs(hooks: Hooks, ids: readonly string[]): Promise<Answer> {
  const parsed = ids.map(parseId)
  return withSession(hooks, async (session) => {
    const { restored } = await session.command('jobs.restore', { ids: parsed })
    return {
      json: { restored },
      lines: [`${restored} of ${parsed.length} taken back.`],
      exitCode: restored === parsed.length ? exitCodes.done : exitCodes.failed,
    }
  })
}

/** Moves waiting jobs in the line. */
export function setPriority(hooks: Hooks, ids: readonly string[], to: string): Promise<Answer> {
  const parsed = ids.map(parseId)
  const priority = jobPriorities.find((each) => each === to)
  if (priority === undefined)
    throw new AppError('invalid_input', `"${to}" is not a priority.`, `Use one of: ${jobPriorities.join(', ')}.`)
  return withSession(hooks, async (session) => {
    const { changed, refused } = await session.command('jobs.setPriority', { ids: parsed, priority })
    return answer({ changed, refused }, `${changed} now ${priority}.`)
  })
}

function answer(json: { readonly refused: readonly Refusal[] } & Record<string, unknown>, line: string): Answer {
  return {
    json,
    lines: [line, ...json.refused.map(({ id, reason }) => `${id}: ${reason}`)],
    exitCode: json.refused.length === 0 ? exitCodes.done : exitCodes.failed,
  }
}

interface Chosen {
  readonly ids: readonly number[]
  readonly like: number | null
  readonly isAll: boolean
}

function readChoice(ids: readonly string[], { like, all = false }: JobChoice): Chosen {
  if ([ids.length > 0, like !== undefined, all].filter(Boolean).length !== 1)
    throw new AppError('invalid_input', 'Which jobs?', 'Give their ids, or --like ID, or --all.')
  return { ids: ids.map(parseId), like: like === undefined ? null : parseId(like), isAll: all }
}

/** @throws AppError `not_found` when nothing has failed: a command takes at least one id. */
async function idsOf(session: Session, { ids, isAll }: Chosen): Promise<number[]> {
  if (!isAll) return [...ids]
  const all: number[] = []
  let cursor: string | null = null
  do {
    const page: { items: { id: number }[]; nextCursor: string | null } = await session.query('jobs.page', {
      status: 'failed',
      kind: null,
      isDismissed: false,
      cursor,
      limit: 500,
    })
    all.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  if (all.length === 0) throw new AppError('not_found', 'No job has failed.', 'There is nothing to do.')
  return all
}

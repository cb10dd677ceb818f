// `omnicrm preview` and `omnicrm imports`: what a Google account holds, and what was approved of it.
import { AppError } from '../../shared/app-error.ts'
import { type AccountImport, estimateImport, type ImportPreview, wholeMailbox } from '../../shared/views/imports.ts'
import type { Account } from '../../shared/views/status.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { describeChoice } from '../describe-choice.ts'
import { findAccount } from '../find-account.ts'
import { measureRun } from '../measure-run.ts'
import { type Answer, formatTable, writeNotice } from '../output.ts'
import { type Session, withSession } from '../session.ts'
import { withReader } from '../with-reader.ts'
import { makePreview } from './approve.ts'

/** Counts what the Google accounts hold, or one of them, without importing anything. */
export function preview(hooks: Hooks, named: string | undefined): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const accountId = named === undefined ? undefined : (await findAccount(session, named)).id
    const accounts = (await session.query('accounts.list', {})).filter(
      ({ id, kind }) => kind === 'google' && (accountId === undefined || id === accountId),
    )
    if (accounts.length === 0)
      throw new AppError('not_found', 'There is no such Google account.', 'Connect one with "connect google".')
    const previews: { accountId: string; preview: ImportPreview | null }[] = []
    const lines: string[] = []
    for (const account of accounts) {
      const { preview: made } = await makePreview(session, account.id)
      previews.push({ accountId: account.id, preview: made })
      lines.push(account.email, ...(made === null ? [] : describePreview(made)), '')
    }
    return { json: { previews }, lines }
  })
}

function describePreview(made: ImportPreview): string[] {
  const { mail, calendars } = made
  const day = (atMs: number | null): string => (atMs === null ? 'all' : `since ${new Date(atMs).toISOString().slice(0, 10)}`)
  const estimate = estimateImport(made, wholeMailbox)
  return [
    ...(mail === null
      ? []
      : [
          ...formatTable([
            ['mail', ...mail.periods.map(({ sinceMs }) => day(sinceMs))],
            ['all', ...mail.periods.map(({ mails }) => mails)],
            ...mail.labels.map(({ name, mailsByPeriod }) => [name, ...mailsByPeriod]),
          ]),
          `about ${Math.ceil(estimate.seconds / 60)} min and ${Math.ceil(estimate.bytes / 1_000_000)} MB for all of it`,
        ]),
    ...(calendars.length === 0 ? [] : formatTable(calendars.map(({ name, events }) => [name, events]))),
  ]
}

/** Lists what was approved, the newest first. */
export function listImports(hooks: Hooks): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const accounts: Account[] = (await query('accounts.list', {})).filter(({ importState }) => importState !== 'not_needed')
    const imports: Omit<AccountImport, 'preview'>[] = []
    const rows: (string | number)[][] = []
    for (const { id, email } of accounts) {
      const { preview: made, ...rest } = await query('imports.get', { accountId: id })
      imports.push(rest)
      for (const batch of rest.batches)
        rows.push([batch.id, email, batch.status, batch.mails, describeChoice(batch.choice, made)])
    }
    return {
      json: { imports },
      lines:
        rows.length === 0
          ? ['Nothing has been approved yet.']
          : formatTable([['id', 'account', 'status', 'mails', 'choice'], ...rows]),
    }
  })
}

/** Holds an import where it is; it goes on with `imports resume`. */
export function pauseImport(hooks: Hooks, id: string): Promise<Answer> {
  return withSession(hooks, async (session) => {
    await session.command('imports.pause', { batchId: parseId(id) })
    return { json: { paused: parseId(id) }, lines: ['Paused. Mail that comes now is still kept current.'] }
  })
}

/** Lets a paused import go on, to its end. */
export function resumeImport(hooks: Hooks, id: string): Promise<Answer> {
  const batchId = parseId(id)
  return withSession(hooks, (session) =>
    measureRun(session, async () => {
      await session.command('imports.resume', { batchId })
      return { accountIds: await accountsOf(session, batchId) }
    }),
  )
}

/** Takes away what an import brought. */
export function undoImport(hooks: Hooks, id: string): Promise<Answer> {
  return withSession(hooks, async (session) => {
    const batchId = parseId(id)
    const losses = await session.query('imports.describeUndo', { batchId })
    const answer = await measureRun(session, async () => {
      await session.command('imports.undo', { batchId })
      writeNotice(
        `Taking away ${losses.mails} mails, ${losses.conversations} conversations and ${losses.people} people who have nothing else to them.`,
      )
      return { accountIds: [] }
    })
    return { ...answer, json: { ...answer.json, losses } }
  })
}

async function accountsOf(session: Session, batchId: number): Promise<string[]> {
  const found = []
  for (const { id } of await session.query('accounts.list', {})) {
    const { batches } = await session.query('imports.get', { accountId: id })
    if (batches.some((batch) => batch.id === batchId)) found.push(id)
  }
  return found
}

function parseId(text: string): number {
  const id = Number(text)
  if (!Number.isSafeInteger(id) || id <= 0)
    throw new AppError('invalid_input', `"${text}" is not the id of an import.`, 'Ids are in the first column of "imports".')
  return id
}

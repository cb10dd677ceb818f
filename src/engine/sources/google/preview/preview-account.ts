// Finds out what an account holds before anything of it is imported. Calendars get their rows, so that a person can choose among them.
import { mayRead } from '../../../../shared/may-read.ts'
import type { ImportPreview } from '../../../../shared/views/imports.ts'
import type { AccountRow } from '../../../db/queries/accounts/get-account.ts'
import { listAccountCalendars } from '../../../db/queries/calendars/list-account-calendars.ts'
import { countEvents } from '../../../google/calendar-requests.ts'
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import { syncCalendarList } from '../calendar/sync-calendar-list.ts'
import type { SyncRun } from '../sync-run.ts'
import { countMail, describeCounts } from './count-mail.ts'
import { type PreviewProgress, readPreviewProgress } from './preview-progress.ts'
import { sampleMail } from './sample-mail.ts'

/** Goes on from the job's checkpoint. Stores neither mail nor events. */
export async function previewAccount(run: SyncRun, account: AccountRow): Promise<ImportPreview> {
  const { context } = run
  const progress = readPreviewProgress(context.checkpoint, context.clock.now())
  const calendars = mayRead('calendar', account.scopes) ? await previewCalendars(run, progress) : []
  return {
    madeAtMs: context.clock.now(),
    mail: mayRead('mail', account.scopes) ? await previewMail(run, progress) : null,
    calendars,
  }
}

async function previewMail(run: SyncRun, progress: PreviewProgress): Promise<ImportPreview['mail']> {
  await countMail(run, progress)
  return { ...describeCounts(progress), ...(await sampleMail(run, progress.spread, progress.oldestId)) }
}

async function previewCalendars(run: SyncRun, progress: PreviewProgress): Promise<ImportPreview['calendars']> {
  const { context, accountId, session } = run
  await syncCalendarList(run)
  // One that cannot be read, for whatever reason, cannot be chosen.
  const calendars = listAccountCalendars(context.db, accountId).filter(({ note }) => note === null)
  for (const { externalId } of calendars) {
    if (progress.events[externalId] !== undefined) continue
    progress.events[externalId] = await countEvents(session, externalId).catch(zeroWhenUnreadable)
    context.commit({ checkpoint: progress }, () => undefined)
    await context.yield()
  }
  return calendars.map(({ id, externalId, name, color, isEnabled }) => ({
    id,
    name,
    color,
    isEnabled,
    events: progress.events[externalId] ?? 0,
  }))
}

/** One calendar that was closed or removed just now does not keep the rest from being counted. */
function zeroWhenUnreadable(error: unknown): number {
  if (error instanceof GoogleRequestError && error.verdict.kind === 'skip_item') return 0
  throw error
}

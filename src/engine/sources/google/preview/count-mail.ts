// Counts a mailbox by period and label without reading a single message: only ids, 500 a page.
import { gmailCategories } from '../../../../shared/gmail-categories.ts'
import type { ImportPreview } from '../../../../shared/views/imports.ts'
import { countLabelled, getMailProfile, listMessageIds, type MessageIdPage } from '../../../google/gmail-requests.ts'
import { EndlessListGuard } from '../../../google/endless-list-guard.ts'
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import { readLabels } from '../gmail/read-labels.ts'
import type { SyncRun } from '../sync-run.ts'
import type { PreviewProgress } from './preview-progress.ts'

type MailPreview = NonNullable<ImportPreview['mail']>

const yearMs = 365 * 86_400_000
/** Offered beginnings, in years back; the whole mailbox comes last. */
const periodYears = [1, 3, 5] as const

/** So many of the person's labels are counted, the largest. */
const mostLabels = 30
/** So many of their labels are looked at to find these. */
const mostCandidates = 200
/** The spread is thinned out when it gets larger. */
const largestSpread = 400

/** Counts everything, going on where `progress` stands, and leaves the counts in it. */
export async function countMail(run: SyncRun, progress: PreviewProgress): Promise<void> {
  progress.expected ??= (await getMailProfile(run.session)).messagesTotal
  progress.labels ??= await chooseLabels(run)
  const windows = windowsOf(progress)
  for (const window of windows) await countWindow(run, progress, '', window)
  for (const { id, atMost } of progress.labels) {
    let found = 0
    for (const window of windows) {
      // What is empty, or found in full, need not be asked for.
      if (countOf(progress, '', window.index) === 0 || found >= atMost) progress.counts[keyOf(id, window.index)] ??= 0
      else await countWindow(run, progress, id, window)
      found += countOf(progress, id, window.index)
    }
  }
}

/** The counts as a person is shown them: each period holds the later ones. */
export function describeCounts(progress: PreviewProgress): Pick<MailPreview, 'total' | 'periods' | 'labels'> {
  const windows = windowsOf(progress)
  const byPeriod = (labelId: string): number[] => {
    let sum = 0
    return windows.map(({ index }) => (sum += countOf(progress, labelId, index)))
  }
  const totals = byPeriod('')
  return {
    total: totals.at(-1) ?? 0,
    periods: windows.map(({ index, sinceMs }) => ({ sinceMs, mails: totals[index] ?? 0 })),
    labels: (progress.labels ?? []).map(({ id, name, kind }) => ({ id, name, kind, mailsByPeriod: byPeriod(id) })),
  }
}

interface Window {
  readonly index: number
  readonly sinceMs: number | null
  readonly query: string
}

/** Disjoint stretches of time, the latest first. */
function windowsOf({ startedAtMs }: PreviewProgress): Window[] {
  const borders = [...periodYears.map((years) => startedAtMs - years * yearMs), null]
  return borders.map((sinceMs, index) => {
    const untilMs = index === 0 ? null : (borders[index - 1] ?? null)
    const words = [
      ...(sinceMs === null ? [] : [`after:${sinceMs / 1000}`]),
      ...(untilMs === null ? [] : [`before:${untilMs / 1000}`]),
    ]
    return { index, sinceMs, query: words.join(' ') }
  })
}

async function countWindow(run: SyncRun, progress: PreviewProgress, labelId: string, window: Window): Promise<void> {
  const { context } = run
  const key = keyOf(labelId, window.index)
  if (progress.counts[key] !== undefined) return
  const guard = new EndlessListGuard('counting your mail')
  let pageToken = progress.open?.key === key ? progress.open.pageToken : null
  let count = progress.open?.key === key ? progress.open.count : 0
  for (;;) {
    const page = await listPage(run, labelId, window.query, pageToken)
    if (page === null) {
      guard.restart()
      pageToken = null
      count = 0
      continue
    }
    guard.check(pageToken, page.nextPageToken)
    count += page.ids.length + page.unreadableItems
    if (labelId === '') noteSpread(progress, page.ids)
    pageToken = page.nextPageToken
    progress.open = pageToken === null ? null : { key, pageToken, count }
    if (pageToken === null) progress.counts[key] = count
    context.commit({ checkpoint: progress, progress: describeProgress(progress) }, () => undefined)
    if (pageToken === null) return
    await context.yield()
  }
}

/** Null when the page token is refused: it was kept too long. */
async function listPage(run: SyncRun, labelId: string, query: string, pageToken: string | null): Promise<MessageIdPage | null> {
  try {
    return await listMessageIds(run.session, pageToken, query, labelId === '' ? null : labelId)
  } catch (error) {
    if (pageToken !== null && error instanceof GoogleRequestError && error.verdict.kind === 'resync') return null
    throw error
  }
}

/** Every message of which there are few, some of which there are many. */
function noteSpread(progress: PreviewProgress, ids: readonly string[]): void {
  progress.spread.push(...ids.filter((_, index) => index % 10 === 0))
  if (progress.spread.length > largestSpread) progress.spread = progress.spread.filter((_, index) => index % 2 === 0)
  progress.oldestId = ids.at(-1) ?? progress.oldestId
}

function describeProgress(progress: PreviewProgress): { done: number; total: number | null; what: string } {
  const counted = windowsOf(progress).reduce((sum, { index }) => sum + countOf(progress, '', index), 0)
  const done = counted + (progress.open?.key.startsWith('@') ? progress.open.count : 0)
  return { done, total: progress.expected === null ? null : Math.max(progress.expected, done), what: 'mails' }
}

/** Gmail's categories, and the largest of the person's own labels. */
async function chooseLabels(run: SyncRun): Promise<NonNullable<PreviewProgress['labels']>> {
  const { session, context } = run
  const all = await readLabels(run)
  const known = new Set(all.map((label) => label.id))
  const chosen = []
  for (const { id, name } of gmailCategories) {
    if (known.has(id)) chosen.push({ id, name, kind: 'category' as const, atMost: await countLabelled(session, id) })
  }
  const own = []
  for (const { id, name } of all.filter((label) => label.type === 'user').slice(0, mostCandidates)) {
    own.push({ id, name, kind: 'label' as const, atMost: await countLabelled(session, id) })
    await context.yield()
  }
  own.sort((a, b) => b.atMost - a.atMost || a.name.localeCompare(b.name))
  return [...chosen, ...own.filter(({ atMost }) => atMost > 0).slice(0, mostLabels)]
}

function keyOf(labelId: string, window: number): string {
  return `${labelId}@${window}`
}

function countOf(progress: PreviewProgress, labelId: string, window: number): number {
  return progress.counts[keyOf(labelId, window)] ?? 0
}

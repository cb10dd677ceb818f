// Ends a complete snapshot: what it did not list any more is gone at the source.
import { tellNotice } from './tell-notice.ts'
import { markRawEventsGone } from '../../db/queries/raw-events/mark-gone.ts'
import { listRawEventNames } from '../../db/queries/raw-events/list-raw-event-names.ts'
import { putAccountSweep } from '../../db/queries/accounts/account-sweeps.ts'
import type { SyncCursor } from '../../db/queries/sync-cursors/sync-cursor.ts'
import type { FollowUp } from '../../jobs/types.ts'
import type { SyncRun } from './sync-run.ts'

/** What is walked and marked in one stretch. */
const sliceSize = 500
/** Of so many known items, a snapshot may not take away more than half at once. */
const suspiciousFrom = 20
/** So long after a snapshot that was not believed, a second one is made: a fault at Google has passed by then. */
const secondLookAfterMs = 3_600_000

/** A calendar or the mailbox. */
export interface Container {
  readonly source: 'google_event' | 'google_email'
  readonly container: string
}

/** One with what a person calls it: "your mailbox", "the calendar Team". */
export interface TitledContainer extends Container {
  readonly title: string
}

/**
 * Ends a complete, unfiltered snapshot: marks the items that it did not list as gone; their content stays. A snapshot that would take away
 * more than half of a well-filled container is not believed: nothing is marked, and the account says so. A second snapshot that says the
 * same, an hour later or more, is believed, and the account offers to bring back what it took away. Answers what the cursor is to remember as its `doubtedAt`.
 */
export async function sweepContainer(
  run: SyncRun,
  container: TitledContainer,
  snapshot: Pick<SyncCursor, 'snapshotStartedAt' | 'doubtedAt'>,
  followUps: readonly FollowUp[],
): Promise<number | null> {
  const startedAt = snapshot.snapshotStartedAt ?? 0
  const { vanishedIds, seen } = await findVanished(run, container, startedAt)
  const known = vanishedIds.length + seen
  const isMost = known >= suspiciousFrom && vanishedIds.length > known / 2
  if (isMost && !isSecondLookDue(snapshot.doubtedAt, startedAt)) {
    run.context.logger.warn('a snapshot listed too little of what is known: not swept', { source: container.source, known, seen })
    tellNotice(run, partOf(container), describeDoubt(container, seen, known))
    return snapshot.doubtedAt ?? startedAt
  }
  if (isMost) offerUndo(run, container, startedAt, vanishedIds.length, known)
  await markGone(run, vanishedIds, startedAt, followUps)
  tellNotice(run, partOf(container), null)
  return null
}

/** Whether a container of which a snapshot was not believed is to be listed as a whole once more. */
export function isSecondLookDue(doubtedAt: number | null, nowMs: number): boolean {
  return doubtedAt !== null && nowMs >= doubtedAt + secondLookAfterMs
}

function offerUndo(
  { context, accountId }: SyncRun,
  container: TitledContainer,
  goneAt: number,
  vanished: number,
  known: number,
): void {
  const { source, container: name, title } = container
  const text = `Google no longer lists ${vanished.toLocaleString('en')} of the ${known.toLocaleString('en')} items known of ${title}. They were taken away here, too, but are kept.`
  context.commit({}, (tx) => putAccountSweep(tx, accountId, { part: partOf(container), source, container: name, goneAt, text }))
}

function describeDoubt({ title }: TitledContainer, seen: number, known: number): string {
  const listed = seen === 0 ? 'nothing' : `only ${seen.toLocaleString('en')}`
  return `Google suddenly listed ${listed} of the ${known.toLocaleString('en')} items known of ${title}. That may be a fault, so all of them were kept here. A sync in an hour looks once more, and believes it if Google says the same then.`
}

/** Marks everything in a container as gone: the container itself is. */
export async function retireContainer(run: SyncRun, container: Container, followUps: readonly FollowUp[]): Promise<void> {
  const { vanishedIds } = await findVanished(run, container, Number.POSITIVE_INFINITY)
  await markGone(run, vanishedIds, run.context.clock.now(), followUps)
  tellNotice(run, partOf(container), null)
}

function partOf({ source, container }: Container): string {
  return source === 'google_email' ? container : `calendar:${container}`
}

async function findVanished(
  run: SyncRun,
  container: Container,
  seenSinceMs: number,
): Promise<{ vanishedIds: number[]; seen: number }> {
  const { context, accountId } = run
  const vanishedIds: number[] = []
  let seen = 0
  let after = ''
  for (;;) {
    const slice = listRawEventNames(context.db, { accountId, ...container }, after, sliceSize)
    const last = slice.at(-1)
    if (last === undefined) return { vanishedIds, seen }
    const live = slice.filter((item) => !item.isGone)
    const vanished = live.filter((item) => item.seenAt < seenSinceMs)
    vanishedIds.push(...vanished.map((item) => item.id))
    seen += live.length - vanished.length
    after = last.externalId
    await context.yield()
  }
}

async function markGone(run: SyncRun, ids: readonly number[], goneAt: number, followUps: readonly FollowUp[]): Promise<void> {
  const { context } = run
  for (let start = 0; start < ids.length; start += sliceSize) {
    const slice = ids.slice(start, start + sliceSize)
    run.counts.removed += context.commit({ followUps }, (tx) => markRawEventsGone(tx, slice, goneAt))
    await context.yield()
  }
}

// Ends a complete snapshot: what it did not list any more is gone at the source.
import { tellNotice } from './tell-notice.ts'
import { markRawEventsGone } from '../../db/queries/raw-events/mark-gone.ts'
import { listRawEventNames } from '../../db/queries/raw-events/list-raw-event-names.ts'
import type { FollowUp } from '../../jobs/types.ts'
import type { SyncRun } from './sync-run.ts'

/** What is walked and marked in one stretch. */
const sliceSize = 500
/** From this many items on, a snapshot that lists none of them is not believed. */
const suspiciousFrom = 20

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
 * Marks the items that were last seen before `seenSinceMs` as gone; their content stays. Call it only after a complete, unfiltered
 * snapshot. A snapshot that saw nothing at all of a well-filled container is not believed: nothing is marked, the account says so until a
 * snapshot is believed again, and the answer is `refused`.
 */
export async function sweepContainer(
  run: SyncRun,
  container: TitledContainer,
  seenSinceMs: number,
  followUps: readonly FollowUp[],
): Promise<'swept' | 'refused'> {
  const { vanishedIds, seen } = await findVanished(run, container, seenSinceMs)
  if (seen === 0 && vanishedIds.length >= suspiciousFrom) {
    run.context.logger.warn('a snapshot listed nothing of what is known: not swept', {
      source: container.source,
      known: vanishedIds.length,
    })
    tellNotice(
      run,
      partOf(container),
      `Google suddenly listed nothing of ${container.title}, where ${vanishedIds.length.toLocaleString('en')} items are known. That may be a fault, so all of them were kept here. If you did delete them, disconnect the account and connect it again.`,
    )
    return 'refused'
  }
  await markGone(run, vanishedIds, followUps)
  tellNotice(run, partOf(container), null)
  return 'swept'
}

/** Marks everything in a container as gone: the container itself is. */
export async function retireContainer(run: SyncRun, container: Container, followUps: readonly FollowUp[]): Promise<void> {
  const { vanishedIds } = await findVanished(run, container, Number.POSITIVE_INFINITY)
  await markGone(run, vanishedIds, followUps)
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

async function markGone(run: SyncRun, ids: readonly number[], followUps: readonly FollowUp[]): Promise<void> {
  const { context } = run
  for (let start = 0; start < ids.length; start += sliceSize) {
    const slice = ids.slice(start, start + sliceSize)
    run.counts.removed += context.commit({ followUps }, (tx) => markRawEventsGone(tx, slice, context.clock.now()))
    await context.yield()
  }
}

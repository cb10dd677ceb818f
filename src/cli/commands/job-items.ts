// `omnicrm jobs items`, `retry-item` and `dismiss-item`: single items that a stage could not process.
import { AppError } from '../../shared/app-error.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Answer, formatTable } from '../output.ts'
import { withSession } from '../session.ts'
import { withReader } from '../with-reader.ts'
import { parseId } from './parse-id.ts'

const usuallyListed = 200

/** What `jobs items` may be narrowed to. */
export interface ItemFilter {
  readonly dismissed?: boolean
  readonly limit?: number
  /** Where the page before has ended: its `nextBefore`. */
  readonly before?: string
}

/** Lists failed items with what to do about each, or those that were dismissed; the latest first. */
export function listFailedItems(hooks: Hooks, { dismissed = false, limit = usuallyListed, before }: ItemFilter): Promise<Answer> {
  const cursor = before === undefined ? null : parsePlace(before)
  return withReader(hooks, async (query) => {
    const { items, total, nextCursor } = await query('jobs.itemFailures', { isDismissed: dismissed, cursor, limit })
    const rows = items.map((item) => [item.id, item.stage, item.label, item.reason, item.hint])
    const none = dismissed ? 'No item was dismissed.' : 'No item has failed.'
    return {
      json: { itemFailures: items, total, nextBefore: nextCursor },
      lines: [
        ...(rows.length === 0 ? [none] : formatTable(rows)),
        ...(nextCursor === null ? [] : [`${items.length} of ${total}; go on with --before ${nextCursor}`]),
      ],
    }
  })
}

function parsePlace(text: string): string {
  if (/^\d+:\d+$/.test(text)) return text
  throw new AppError('invalid_input', `"${text}" is not the end of a page.`, 'It is told under the page before.')
}

/** Lets the stages of these items try them again when work is next done. */
export function retryItems(hooks: Hooks, ids: readonly string[]): Promise<Answer> {
  const parsed = ids.map(parseId)
  return withSession(hooks, async (session) => {
    const { retried, refused } = await session.command('jobs.retryItems', { ids: parsed })
    return {
      json: { retried, refused },
      lines: [`${retried} of ${parsed.length} will be tried again.`, ...refused.map(({ id, reason }) => `${id}: ${reason}`)],
      exitCode: refused.length === 0 ? exitCodes.done : exitCodes.failed,
    }
  })
}

/** Puts items away: their originals stay, and they count no more. */
export function dismissItems(hooks: Hooks, ids: readonly string[]): Promise<Answer> {
  const parsed = ids.map(parseId)
  return withSession(hooks, async (session) => {
    const { dismissedIds } = await session.command('jobs.dismissItems', { ids: parsed })
    return {
      json: { dismissed: dismissedIds.length },
      lines: [`${dismissedIds.length} of ${parsed.length} dismissed.`],
      exitCode: dismissedIds.length === parsed.length ? exitCodes.done : exitCodes.failed,
    }
  })
}

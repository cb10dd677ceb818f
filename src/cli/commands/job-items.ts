// `omnicrm jobs items`, `retry-item` and `dismiss-item`: single items that a stage could not process.
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Answer, formatTable } from '../output.ts'
import { withSession } from '../session.ts'
import { withReader } from '../with-reader.ts'
import { parseId } from './parse-id.ts'

const mostListed = 200

/** Lists failed items with what to do about each, or those that were dismissed. */
export function listFailedItems(hooks: Hooks, { dismissed = false }: { readonly dismissed?: boolean }): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const { items, total } = await query('jobs.itemFailures', { isDismissed: dismissed, cursor: null, limit: mostListed })
    const rows = items.map((item) => [item.id, item.stage, item.label, item.reason, item.hint])
    const none = dismissed ? 'No item was dismissed.' : 'No item has failed.'
    return {
      json: { itemFailures: items, total },
      lines: [
        ...(rows.length === 0 ? [none] : formatTable(rows)),
        ...(total > items.length ? [`${total - items.length} more`] : []),
      ],
    }
  })
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

// Keeps the rows that someone is reading where they are while others arrive above them.
import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, type RefObject } from 'react'

interface Place {
  key: string | number
  /** How far the row's top lies above the edge. */
  offset: number
}

/**
 * Holds on to the first row in sight: when `rows` changes, that row stays at the same height of the screen. At the very
 * top nothing is held, so news is seen.
 */
export function useKeptPlace(
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  rows: readonly { key: string | number }[],
): void {
  const place = useRef<Place | null>(null)
  const seenRows = useRef(rows)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const top = element.scrollTop
    if (seenRows.current !== rows) {
      seenRows.current = rows
      const held = place.current
      const index = held === null ? -1 : rows.findIndex((row) => row.key === held.key)
      const start = index === -1 ? undefined : virtualizer.measurementsCache[index]?.start
      if (held !== null && start !== undefined && start + held.offset !== top) {
        element.scrollTo({ top: start + held.offset })
        return
      }
    }
    const first = top <= 0 ? undefined : virtualizer.getVirtualItems().find((item) => item.end > top)
    place.current = first === undefined ? null : { key: first.key as string | number, offset: top - first.start }
  })
}

// A list of any length that draws only what is seen, keeps its place while rows arrive above, and obeys the keyboard.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useCallback, useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useScreenKeys } from '../lib/screen-keys.ts'
import { useKeptPlace } from './use-kept-place.ts'

/** One row: an option that can be chosen, or a heading between options. */
export interface VirtualRow {
  key: string | number
  /** Exact height in pixels. */
  height: number
  /** Position among all options, from 1; null for a heading. */
  position: number | null
}

interface VirtualListProps<Row extends VirtualRow> {
  label: string
  rows: readonly Row[]
  /** Options in the whole list, loaded or not. */
  total: number
  activeKey: VirtualRow['key'] | null
  selectedKey: VirtualRow['key'] | null
  onActiveChange: (row: Row) => void
  onChoose: (row: Row) => void
  /** With {@link onMark}: the rows that are marked, beside the one that is open. */
  markedKeys?: ReadonlySet<VirtualRow['key']>
  /** Rows can be marked: Ctrl or Cmd with a click and Space switch one, Shift with a click or an arrow all as far as it. */
  onMark?: (row: Row, how: 'switch' | 'extend') => void
  onEndReached?: () => void
  /** Other keys than arrows, j, k, Home, End and Enter. */
  onKey?: (event: KeyboardEvent) => void
  renderRow: (row: Row) => ReactNode
  /** Drawn over the top edge for the first row in sight. */
  renderSticky?: (row: Row) => ReactNode
  className?: string
}

const rowsAhead = 12

/** A list box with one tab stop; the active option is told through `aria-activedescendant`. */
export function VirtualList<Row extends VirtualRow>(props: VirtualListProps<Row>) {
  const { rows, activeKey, selectedKey, onEndReached, renderRow, renderSticky } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rows[index]?.height ?? 0,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan: 8,
  })
  useKeptPlace(scroller, virtualizer, rows)

  // From anywhere on the screen these keys come to the list, and the next ones are its own.
  const enterBy = (step: number) => (): void => {
    scroller.current?.focus()
    moveBy(step, props, virtualizer)
  }
  useScreenKeys({ j: enterBy(1), k: enterBy(-1) })

  const items = virtualizer.getVirtualItems()
  const lastSeen = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - rowsAhead) onEndReached?.()
  }, [lastSeen, rows.length, onEndReached])

  // A row that has left the list, or that is scrolled far out of sight, is no element to point at.
  const isActiveThere = activeKey !== null && items.some((item) => rows[item.index]?.key === activeKey)
  const topRow = renderSticky === undefined ? undefined : firstInSight(virtualizer, rows)
  return (
    <div className={clsx('relative min-h-0 flex-1', props.className)}>
      {topRow !== undefined && (
        <div aria-hidden className="absolute inset-x-0 top-0 z-10">
          {renderSticky?.(topRow)}
        </div>
      )}
      <div
        ref={scroller}
        role="listbox"
        aria-label={props.label}
        aria-multiselectable={props.onMark === undefined ? undefined : true}
        tabIndex={0}
        aria-activedescendant={isActiveThere ? `${id}-${activeKey}` : undefined}
        onKeyDown={(event) => moveWithKeys(event, props, virtualizer)}
        className="group/list h-full overflow-y-auto overscroll-contain focus-visible:outline-none"
      >
        <div role="presentation" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const isOption = row.position !== null
            return (
              <div
                key={item.key}
                id={`${id}-${row.key}`}
                role={isOption ? 'option' : 'presentation'}
                aria-hidden={isOption ? undefined : true}
                aria-selected={isOption ? row.key === selectedKey || props.markedKeys?.has(row.key) === true : undefined}
                aria-setsize={isOption ? props.total : undefined}
                aria-posinset={row.position ?? undefined}
                data-active={row.key === activeKey || undefined}
                onClick={({ shiftKey, ctrlKey, metaKey }) => {
                  if (!isOption) return
                  if (shiftKey || ctrlKey || metaKey) props.onMark?.(row, shiftKey ? 'extend' : 'switch')
                  props.onActiveChange(row)
                  if (props.onMark === undefined || !(shiftKey || ctrlKey || metaKey)) props.onChoose(row)
                }}
                className="absolute inset-x-0 top-0"
                style={{ height: row.height, transform: `translateY(${item.start}px)` }}
              >
                {renderRow(row)}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function firstInSight<Row extends VirtualRow>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  rows: readonly Row[],
): Row | undefined {
  const top = virtualizer.scrollOffset ?? 0
  const item = virtualizer.getVirtualItems().find((candidate) => candidate.end > top)
  return item === undefined ? undefined : rows[item.index]
}

function moveWithKeys<Row extends VirtualRow>(
  event: KeyboardEvent,
  props: VirtualListProps<Row>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
): void {
  const { rows, activeKey, onChoose } = props
  const current = rows.findIndex((row) => row.key === activeKey)
  const pageRows = Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 600) / 64) - 1)
  const steps: Record<string, number> = {
    ArrowDown: 1,
    j: 1,
    ArrowUp: -1,
    k: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -rows.length,
    End: rows.length,
  }
  const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key]
  if (step !== undefined) {
    event.preventDefault()
    moveBy(step, props, virtualizer, event.shiftKey)
  } else if (event.key === 'Enter') {
    const row = rows[current]
    if (row !== undefined) onChoose(row)
  } else if (event.key === ' ' && props.onMark !== undefined) {
    event.preventDefault()
    const row = rows[current]
    if (row !== undefined) props.onMark(row, 'switch')
  } else {
    props.onKey?.(event)
  }
}

function moveBy<Row extends VirtualRow>(
  step: number,
  { rows, activeKey, onActiveChange, onMark }: VirtualListProps<Row>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  isMarking = false,
): void {
  const current = rows.findIndex((row) => row.key === activeKey)
  const target = nextOption(rows, current, step)
  const row = rows[target]
  if (row === undefined) return
  if (isMarking) onMark?.(row, 'extend')
  onActiveChange(row)
  virtualizer.scrollToIndex(target, { align: 'auto' })
}

/** The index of the option that is `step` rows away, skipping headings and stopping at the ends. */
export function nextOption(rows: readonly VirtualRow[], current: number, step: number): number {
  const direction = Math.sign(step)
  const aim = current === -1 && direction > 0 ? step - 1 : current + step
  const start = Math.min(rows.length - 1, Math.max(0, aim))
  const onwards = findOption(rows, start, direction)
  if (onwards !== -1) return onwards
  const backwards = findOption(rows, start, -direction)
  return backwards === -1 ? current : backwards
}

function findOption(rows: readonly VirtualRow[], start: number, direction: number): number {
  for (let index = start; index >= 0 && index < rows.length; index += direction) {
    if (rows[index]?.position !== null) return index
  }
  return -1
}

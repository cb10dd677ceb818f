// Makes the calendar's grid one stop of the Tab key, in which the arrows lead from event to event and from day to day.
// https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
import { type Arrow, nearestPlace } from './nearest-place.ts'

/** What can be opened; the list of more events of a day is a dialog of its own, with stops of its own. */
const itemSelector = ':is([role=button], [role=link])[tabindex]:not([role=dialog] *)'
const cellSelector = ':is([role=cell], [role=gridcell])'
const arrows: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] satisfies Arrow[]

/**
 * Watches what the calendar component draws into `grid`. Where nothing in the part that scrolls can be opened, a day of it is the stop,
 * so that the keys still scroll it. An arrow that leads nowhere is left to others. Returns what ends it.
 */
export function startRovingFocus(grid: HTMLElement): () => void {
  let active: HTMLElement | null = null
  let isInside = false
  let frame = 0

  const settle = (): void => {
    const isLost = isInside && document.activeElement === document.body
    // Who clicks beside the grid has left it; what is taken off the page passes its focus on.
    if (isLost && active?.isConnected === true) isInside = false
    const stop = chooseStop(itemsIn(grid), scrollerIn(grid), active, isInside)
    for (const item of grid.querySelectorAll<HTMLElement>(`${itemSelector}, ${cellSelector}[tabindex]`)) item.tabIndex = -1
    if (stop === undefined) return
    stop.tabIndex = 0
    if (isLost && isInside) stop.focus()
  }
  const settleSoon = (): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(settle)
  }
  const enter = ({ target }: FocusEvent): void => {
    isInside = true
    active = target instanceof HTMLElement ? target : null
    settle()
  }
  const leave = ({ relatedTarget }: FocusEvent): void => {
    isInside = relatedTarget === null ? document.hasFocus() && isInside : grid.contains(relatedTarget as Node)
    settleSoon()
  }
  const move = (event: KeyboardEvent): void => {
    const { key, target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(target instanceof HTMLElement)) return
    if (!arrows.includes(key) && key !== 'Home' && key !== 'End') return
    const next = itemFrom(target, key, itemsIn(grid), scrollerIn(grid))
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }

  const observer = new MutationObserver(settleSoon)
  observer.observe(grid, { childList: true, subtree: true })
  grid.addEventListener('focusin', enter)
  grid.addEventListener('focusout', leave)
  grid.addEventListener('keydown', move)
  settle()
  return () => {
    observer.disconnect()
    cancelAnimationFrame(frame)
    grid.removeEventListener('focusin', enter)
    grid.removeEventListener('focusout', leave)
    grid.removeEventListener('keydown', move)
  }
}

/** In the order of the page. */
function itemsIn(grid: HTMLElement): HTMLElement[] {
  const items = [...grid.querySelectorAll<HTMLElement>(itemSelector)]
  return items.filter((item) => item.checkVisibility({ visibilityProperty: true }))
}

/** The part that scrolls up and down; null where all is in sight. */
function scrollerIn(grid: HTMLElement): HTMLElement | null {
  const scrolls = (element: HTMLElement): boolean =>
    element.scrollHeight > element.clientHeight && getComputedStyle(element).overflowY === 'auto'
  return [...grid.querySelectorAll<HTMLElement>('[style*=overflow]')].find(scrolls) ?? null
}

/** One in the part that scrolls is preferred: that part must be reached by key. */
function chooseStop(
  items: readonly HTMLElement[],
  scroller: HTMLElement | null,
  active: HTMLElement | null,
  isInside: boolean,
): HTMLElement | undefined {
  const isThere = active?.isConnected === true && (items.includes(active) || (isInside && active.matches(cellSelector)))
  if (active !== null && isThere && (isInside || scroller?.contains(active) !== false)) return active
  if (scroller === null) return items[0]
  return items.find((item) => scroller.contains(item)) ?? scroller.querySelector<HTMLElement>(cellSelector) ?? items[0]
}

/** To the side, days lead to days and events to events; up and down, to whatever is nearest in the column. */
function itemFrom(
  target: HTMLElement,
  key: string,
  items: readonly HTMLElement[],
  scroller: HTMLElement | null,
): HTMLElement | undefined {
  if (target.matches(cellSelector)) return itemFromCell(key, items, scroller)
  if (!items.includes(target)) return undefined
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  const isAside = key === 'ArrowLeft' || key === 'ArrowRight'
  const alike = isAside ? items.filter(({ role }) => role === target.role) : items
  if (isAside && target.role === 'link') return alike[alike.indexOf(target) + (key === 'ArrowRight' ? 1 : -1)]
  const places = alike.map((item) => item.getBoundingClientRect())
  return alike[nearestPlace(target.getBoundingClientRect(), places, key as Arrow)]
}

/** Down leads to the first event in sight; up, at the very top, to the days above. */
function itemFromCell(key: string, items: readonly HTMLElement[], scroller: HTMLElement | null): HTMLElement | undefined {
  if (scroller === null) return items[0]
  if (key === 'ArrowUp') return scroller.scrollTop === 0 ? items.findLast((item) => !scroller.contains(item)) : undefined
  if (key !== 'ArrowDown') return undefined
  const { top } = scroller.getBoundingClientRect()
  return items.find((item) => scroller.contains(item) && item.getBoundingClientRect().top >= top)
}

// How a row of a list looks: the one that is open, the one under the pointer, and the one that the keys have come to.
import clsx from 'clsx'

/** For the inside of an option of a `VirtualList`, which draws the focus around its active row. */
export function rowLook({ isActive, isOpen = false }: { isActive: boolean; isOpen?: boolean }): string {
  return clsx(
    'mx-3 flex h-full items-center gap-3 rounded-lg px-3',
    isOpen ? 'bg-accent-soft' : 'hover:bg-hover',
    isActive &&
      'group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-accent',
  )
}

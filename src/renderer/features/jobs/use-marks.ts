// The marks of one list: they belong to its query, and follow what is in it.
import { useMemo, useState, type KeyboardEvent } from 'react'
import { extendMarks, keepMarks, noMarks, switchMark, type Marks } from './marks.ts'

/** What is marked in a list, and what marks and unmarks. */
export interface ListMarks {
  /** Ids of the marked rows. */
  readonly keys: ReadonlySet<number>
  /** `switch` turns one mark; `extend` marks all from the last one, or else from `from`, to this row. */
  mark(key: number, how: 'switch' | 'extend', from?: number | null): void
  clear(): void
  /** Ctrl or Cmd with A marks all that is loaded, Esc takes every mark away. */
  onKey(event: KeyboardEvent): void
}

/** What is marked under one `query` is not marked under another, also where it is in both lists. */
export function useMarks(query: unknown, items: readonly { readonly id: number }[]): ListMarks {
  const [marked, setMarked] = useState({ query, marks: noMarks })
  const order = useMemo(() => items.map(({ id }) => id), [items])
  const marks = useMemo(() => (marked.query === query ? keepMarks(marked.marks, order) : noMarks), [marked, query, order])
  const setMarks = (next: Marks): void => setMarked({ query, marks: next })
  return {
    keys: marks.keys,
    mark: (key, how, from = null) => setMarks(how === 'switch' ? switchMark(marks, key) : extendMarks(marks, order, key, from)),
    clear: () => setMarks(noMarks),
    onKey: (event) => {
      if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        setMarks({ keys: new Set(order), anchor: null })
      } else if (event.key === 'Escape' && marks.keys.size > 0) {
        event.stopPropagation()
        setMarks(noMarks)
      }
    },
  }
}

// Which rows of a list are marked, so that one verb can be said of them all.

/** Marked rows, and the one from which the next stretch is counted. */
export interface Marks {
  readonly keys: ReadonlySet<number>
  readonly anchor: number | null
}

/** None marked. */
export const noMarks: Marks = { keys: new Set(), anchor: null }

/** Marks a row, or takes its mark away. */
export function switchMark({ keys }: Marks, key: number): Marks {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return { keys: next, anchor: key }
}

/** Marks every row from the anchor to this one; `order` is the list, and `from` the anchor where none has been set. */
export function extendMarks({ keys, anchor }: Marks, order: readonly number[], key: number, from: number | null): Marks {
  const start = anchor ?? from ?? key
  const [left, right] = [order.indexOf(start), order.indexOf(key)]
  if (left === -1 || right === -1) return switchMark({ keys: new Set([...keys].filter((each) => each !== key)), anchor }, key)
  return { keys: new Set([...keys, ...order.slice(Math.min(left, right), Math.max(left, right) + 1)]), anchor: start }
}

/** Forgets the marks of rows that have left the list. */
export function keepMarks(marks: Marks, order: readonly number[]): Marks {
  const there = new Set(order)
  const keys = new Set([...marks.keys].filter((key) => there.has(key)))
  return keys.size === marks.keys.size ? marks : { ...marks, keys }
}

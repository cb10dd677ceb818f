// The states that every piece of fetched data can be in, so that no screen forgets one.
import type { AppErrorValue, Result } from '../../shared/app-error.ts'

/** Data on its way, there, or refused. A refresh that fails keeps the value that was there. */
export type Loadable<Value> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: Value }
  | { kind: 'error'; error: AppErrorValue; value: Value | null }

/** Nothing has been answered yet. */
export const loading: Loadable<never> = { kind: 'loading' }

/** What is known after an answer: a value replaces, an error keeps what was there. */
export function settle<Value>(before: Loadable<Value>, answer: Result<Value>): Loadable<Value> {
  if (answer.ok) return { kind: 'ready', value: answer.value }
  return { kind: 'error', error: answer.error, value: valueOf(before) }
}

/** The value, if there is one, however old. */
export function valueOf<Value>(loadable: Loadable<Value>): Value | null {
  return loadable.kind === 'loading' ? null : loadable.value
}

import { beforeEach, expect, test } from 'vitest'
import { doUnlessUndone, showToast, useToasts } from './toast-store.ts'

const done: string[] = []
const remove = (): void => doUnlessUndone('Removing', { commit: () => done.push('removed'), undo: () => done.push('kept') })
const newest = (): number => useToasts.getState().toasts.at(-1)?.id ?? 0

beforeEach(() => {
  useToasts.setState({ toasts: [] })
  done.length = 0
})

test('what may be undone is done once its message has gone by itself', () => {
  remove()
  const id = newest()
  expect(done).toEqual([])
  useToasts.getState().dismiss(id)
  useToasts.getState().dismiss(id)
  expect(done).toEqual(['removed'])
})

test('what is undone is never done', () => {
  remove()
  const id = newest()
  useToasts.getState().take(id)
  useToasts.getState().dismiss(id)
  expect(done).toEqual(['kept'])
})

test('a message that gives way to newer ones counts as gone', () => {
  remove()
  for (const message of ['one', 'two', 'three']) showToast({ tone: 'info', message })
  expect(useToasts.getState().toasts.map(({ message }) => message)).toEqual(['one', 'two', 'three'])
  expect(done).toEqual(['removed'])
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { doUnlessUndone, showToast, useToasts } from './toast-store.ts'

const done: string[] = []
const remove = (): void => doUnlessUndone('Removing', { commit: () => done.push('removed'), undo: () => done.push('kept') })
const messages = (): string[] => useToasts.getState().toasts.map(({ message }) => message)
const newest = (): number => useToasts.getState().toasts.at(-1)?.id ?? 0

beforeEach(() => {
  vi.useFakeTimers()
  useToasts.setState({ toasts: [] })
  done.length = 0
})

afterEach(() => {
  for (const { id } of useToasts.getState().toasts) useToasts.getState().dismiss(id)
  vi.useRealTimers()
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
  expect(messages()).toEqual(['one', 'two', 'three'])
  expect(done).toEqual(['removed'])
})

test('a message goes by itself, and what it announced happens then', () => {
  remove()
  vi.advanceTimersByTime(9_999)
  expect(done).toEqual([])
  vi.advanceTimersByTime(1)
  expect(messages()).toEqual([])
  expect(done).toEqual(['removed'])
})

test('while somebody reads, no message goes, nor one that comes meanwhile; then each has its whole time', () => {
  remove()
  vi.advanceTimersByTime(9_000)
  useToasts.getState().hold()
  showToast({ tone: 'info', message: 'Later' })
  vi.advanceTimersByTime(60_000)
  expect(messages()).toEqual(['Removing', 'Later'])
  useToasts.getState().letGo()
  vi.advanceTimersByTime(6_000)
  expect(messages()).toEqual(['Removing'])
  vi.advanceTimersByTime(4_000)
  expect(messages()).toEqual([])
})

test('the others go by themselves after one was taken away under the pointer', () => {
  remove()
  const id = newest()
  showToast({ tone: 'info', message: 'Other' })
  useToasts.getState().hold()
  useToasts.getState().take(id)
  vi.advanceTimersByTime(6_000)
  expect(messages()).toEqual([])
})

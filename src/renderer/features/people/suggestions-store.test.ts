import { beforeEach, expect, test } from 'vitest'
import type { Person, Suggestion } from '../../../shared/views/people.ts'
import { useToasts } from '../../lib/toast-store.ts'
import { answered, refused, scriptedClient } from '../../lib/testing/scripted-client.ts'
import { createDecisionStore } from './suggestions-store.ts'

const person: Person = {
  id: 7,
  name: 'Greta Brandt',
  primaryAddress: 'greta@example.com',
  organization: null,
  status: 'suggested',
  hiddenReason: null,
  lastInteractionAtMs: null,
  nextMeetingAtMs: null,
  sentCount: 1,
  receivedCount: 2,
  meetingCount: 0,
  strength: 20,
}
const suggestion: Suggestion = {
  id: 41,
  kind: 'new_contact',
  status: 'open',
  reason: 'You wrote to each other.',
  confidence: 0.9,
  person,
  other: null,
  evidence: [],
}
const nothing = async (): Promise<void> => undefined

beforeEach(() => useToasts.setState({ toasts: [] }))

test('an accepted suggestion leaves the screen at once and can be taken back', async () => {
  let refreshes = 0
  const client = scriptedClient({ 'people.acceptSuggestion': () => answered({ undoId: 5 }), 'people.undo': () => answered({}) })
  const store = createDecisionStore(client, async () => void (refreshes += 1))
  const deciding = store.getState().decide(suggestion, 'accept')
  expect(store.getState().decidedIds).toEqual(new Set([41]))
  await deciding
  const [toast] = useToasts.getState().toasts
  expect(toast).toMatchObject({ tone: 'success', message: 'Greta Brandt is in your address book now', action: { label: 'Undo' } })
  toast?.action?.run()
  await expect.poll(() => store.getState().decidedIds).toEqual(new Set())
  expect(refreshes).toBe(1)
  expect(client.calls).toEqual([
    { channel: 'people.acceptSuggestion', input: { id: 41 } },
    { channel: 'people.undo', input: { undoId: 5 } },
  ])
})

test('a second press on the same suggestion asks nothing', async () => {
  const client = scriptedClient({ 'people.dismissSuggestion': () => answered({ undoId: 5 }) })
  const store = createDecisionStore(client, nothing)
  await Promise.all([store.getState().decide(suggestion, 'dismiss'), store.getState().decide(suggestion, 'dismiss')])
  expect(client.calls).toEqual([{ channel: 'people.dismissSuggestion', input: { id: 41 } }])
})

test('a refused decision brings the suggestion back and says why', async () => {
  const store = createDecisionStore(scriptedClient({ 'people.acceptSuggestion': refused }), nothing)
  await store.getState().decide(suggestion, 'accept')
  expect(store.getState().decidedIds).toEqual(new Set())
  expect(useToasts.getState().toasts).toMatchObject([{ tone: 'error', message: 'The reader is not there.' }])
})

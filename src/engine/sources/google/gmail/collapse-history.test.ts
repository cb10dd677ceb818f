import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryRecord } from '../../../google/gmail-requests.ts'
import { applyLabelSteps, collapseHistory } from './collapse-history.ts'

const nothing: HistoryRecord = { messagesAdded: [], messagesDeleted: [], labelsAdded: [], labelsRemoved: [] }

describe('the history of a mailbox', () => {
  it('comes down to one change for each message, whose last step on a label counts', () => {
    const changes = collapseHistory([
      { ...nothing, messagesAdded: [{ message: { id: 'a', labelIds: ['INBOX', 'UNREAD'] } }] },
      { ...nothing, labelsRemoved: [{ message: { id: 'a', labelIds: ['INBOX'] }, labelIds: ['UNREAD'] }] },
      { ...nothing, labelsAdded: [{ message: { id: 'b' }, labelIds: ['TRASH'] }] },
      { ...nothing, labelsRemoved: [{ message: { id: 'b' }, labelIds: ['TRASH'] }] },
      { ...nothing, messagesDeleted: [{ message: { id: 'c' } }] },
    ])
    expect(changes).toEqual([
      { id: 'a', isDeleted: false, labels: new Map([['UNREAD', false]]), latestLabelIds: ['INBOX'] },
      { id: 'b', isDeleted: false, labels: new Map([['TRASH', false]]), latestLabelIds: null },
      { id: 'c', isDeleted: true, labels: new Map(), latestLabelIds: null },
    ])
  })

  it('applied to labels that already are the newer ones, it changes nothing: replaying it is safe', () => {
    const label = fc.constantFrom('INBOX', 'UNREAD', 'STARRED', 'TRASH')
    fc.assert(
      fc.property(
        fc.uniqueArray(label),
        fc.array(fc.record({ label, isOn: fc.boolean() })),
        fc.nat(10),
        (before, steps, from) => {
          const play = (labels: readonly string[], played: typeof steps): string[] => {
            const records = played.map((step) => {
              const change = [{ message: { id: 'm' }, labelIds: [step.label] }]
              return step.isOn ? { ...nothing, labelsAdded: change } : { ...nothing, labelsRemoved: change }
            })
            return applyLabelSteps(labels, collapseHistory(records)[0]?.labels ?? new Map()).sort()
          }
          const after = play(before, steps)
          expect(play(after, steps)).toEqual(after)
          expect(play(after, steps.slice(Math.min(from, steps.length)))).toEqual(after)
          expect(play(play(before, steps.slice(0, from)), steps.slice(from))).toEqual(after)
        },
      ),
    )
  })
})

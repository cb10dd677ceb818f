import { expect, it } from 'vitest'
import { normalizeReason } from './normalize-reason.ts'

it.each([
  ['Message 17 is larger than 25 MB.', 'Message 9,204 is larger than 3.5 MB.'],
  ['“Dinner” has no date.', '“Lunch with “Bob”” has no date.'.replace('“Bob”', 'Bob')],
  ["There is no file '/home/ada/a.mbox'.", "There is no file '/tmp/b.mbox'."],
  ['Could not read /home/ada/mail.mbox', 'Could not read C:\\mail\\other.mbox'],
  ['ada@example.com is not known', 'bob@example.org is not known'],
  ['Event 5f0c2a9be1 has gone', 'Event 77ab01-x has  gone'],
])('is the same for %j and %j', (left, right) => {
  expect(normalizeReason(left)).toBe(normalizeReason(right))
})

it('keeps apart what is not the same', () => {
  const reasons = ["The person isn't there any more.", 'Google did not answer.', 'Google did not answer in time.', null]
  expect(new Set(reasons.map(normalizeReason)).size).toBe(reasons.length)
  expect(normalizeReason("It isn't the computer's fault")).toBe("it isn't the computer's fault")
})

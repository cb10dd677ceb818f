import { expect, it } from 'vitest'
import { cronWords } from './cron-words.ts'

it.each([
  ['*/15 * * * *', 'Every 15 minutes'],
  ['* * * * *', 'Every minute'],
  ['5 * * * *', 'Every hour at :05'],
  ['0 */2 * * *', 'Every 2 hours at :00'],
  ['17 3 * * *', 'Every day at 03:17'],
  ['0 8,20 * * *', 'Every day at 08:00 and 20:00'],
  ['37 3 * * 0', 'Every Sunday at 03:37'],
  ['0 9 * * MON,3', 'Every Monday and Wednesday at 09:00'],
  ['0 9 * * 1-5', 'Every weekday at 09:00'],
  ['0 9 1 * *', 'On day 1 of every month at 09:00'],
  ['0 9 1 1 *', null],
  ['61 9 * * *', null],
  ['whenever', null],
  ['', null],
])('%s is %j', (expression, words) => {
  expect(cronWords(expression)).toBe(words)
})

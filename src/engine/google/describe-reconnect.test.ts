import { expect, it } from 'vitest'
import { describeReconnect } from './describe-reconnect.ts'

const dayMs = 86_400_000
const connectedAtMs = Date.UTC(2026, 0, 1)

const password = 'password was changed'
const testing = 'still in "Testing"'

it.each([
  ['on the seventh day', 7, 7, testing],
  ['after a long weekend', 10, 6, testing],
  ['weeks later, never synced since', 40, null, testing],
  ['long after the seventh day was survived', 10, 9, password],
  ['within the first days', 5, 5, password],
  ['of an account that is synced daily', 200, 199, password],
  ['after half a year without use', 400, 200, 'more than six months'],
] as const)('names the likely cause of an end %s', (_case, days, successDay, cause) => {
  const lastSuccessAtMs = successDay === null ? null : connectedAtMs + successDay * dayMs
  expect(describeReconnect('sign_in_ended', connectedAtMs, lastSuccessAtMs, connectedAtMs + days * dayMs)).toContain(cause)
})

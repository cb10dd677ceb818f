import { expect, it } from 'vitest'
import { openSampleGoogle, type SampleGoogle } from './open-sample-google.ts'

const anchorMs = Date.UTC(2026, 10, 23, 13)
const clock = { now: () => anchorMs }

async function get(sample: SampleGoogle, path: string): Promise<Record<string, unknown>> {
  const response = await sample.fetch(`https://www.googleapis.com/${path}`, {
    headers: { authorization: `Bearer ${sample.accessToken}` },
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, unknown>
}

it('answers as the owner, whose token never dies', async () => {
  const sample = await openSampleGoogle({ anchorMs, tick: 0, clock })
  expect(await get(sample, 'gmail/v1/users/me/profile')).toMatchObject({ emailAddress: sample.email, messagesTotal: 2000 })
})

it('keeps cursors valid over a restart, and tells after it only what is new', async () => {
  const before = await openSampleGoogle({ anchorMs, tick: 3, clock })
  const path = `calendar/v3/calendars/${before.email}/events?maxResults=2500`
  const { nextSyncToken } = await get(before, path)
  const { historyId } = await get(before, 'gmail/v1/users/me/profile')
  before.advance()

  const after = await openSampleGoogle({ anchorMs, tick: 4, clock })
  for (const sample of [before, after]) {
    const changes = (await get(sample, `${path}&syncToken=${String(nextSyncToken)}`))['items'] as object[]
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.length).toBeLessThan(4)
    const history = (await get(sample, `gmail/v1/users/me/history?startHistoryId=${String(historyId)}`))['history'] as object[]
    expect(history.length).toBeGreaterThan(0)
    expect(history.length).toBeLessThan(12)
  }
  expect(await get(after, `${path}&syncToken=${String(nextSyncToken)}`)).toEqual(
    await get(before, `${path}&syncToken=${String(nextSyncToken)}`),
  )
})

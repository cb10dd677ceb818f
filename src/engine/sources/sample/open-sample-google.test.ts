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

/** The answers page by page, up to the one with the sync token. */
async function getPages(sample: SampleGoogle, path: string): Promise<Record<string, unknown>[]> {
  const pages = [await get(sample, path)]
  for (let token = pages[0]?.['nextPageToken']; typeof token === 'string'; token = pages.at(-1)?.['nextPageToken'])
    pages.push(await get(sample, `${path}&pageToken=${token}`))
  return pages
}

it('answers as the owner, whose token never dies', async () => {
  const sample = await openSampleGoogle({ anchorMs, tick: 0, clock })
  expect(await get(sample, 'gmail/v1/users/me/profile')).toMatchObject({ emailAddress: sample.email, messagesTotal: 2000 })
})

it('gives out calendars in pages that are built quickly, and every event once', async () => {
  const sample = await openSampleGoogle({ anchorMs, tick: 0, clock })
  const pages = await getPages(sample, `calendar/v3/calendars/${sample.email}/events?maxResults=250`)
  const ids = pages.map((page) => (page['items'] as { id: string }[]).map(({ id }) => id))
  expect(Math.max(...ids.map((page) => page.length))).toBeLessThanOrEqual(40)
  expect(new Set(ids.flat()).size).toBe(ids.flat().length)
  expect(ids.flat().toSorted()).toEqual(
    sample.google.accounts[0]?.primary
      .liveEvents()
      .map(({ id }) => id)
      .toSorted(),
  )
})

it('keeps cursors valid over a restart, and tells after it only what is new', async () => {
  const before = await openSampleGoogle({ anchorMs, tick: 3, clock })
  const path = `calendar/v3/calendars/${before.email}/events?maxResults=2500`
  const { nextSyncToken } = (await getPages(before, path)).at(-1) ?? {}
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

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDiscovery } from '../../google/fake/discovery.ts'
import { operationOf } from '../../google/fake/operations.ts'
import { openSampleGoogle, type SampleGoogle } from './open-sample-google.ts'

const folder = join(import.meta.dirname, '../../../../../shared/data/google-discovery')
const anchorMs = Date.UTC(2026, 10, 23, 13)

const isPresent = existsSync(folder)

describe.each(isPresent ? [readDiscovery(folder)] : [])('by Google’s discovery documents', (discovery) => {
  async function ask(sample: SampleGoogle, path: string): Promise<{ problems: string[]; body: Record<string, unknown> }> {
    const url = `https://www.googleapis.com/${path}`
    const response = await sample.fetch(url, { headers: { authorization: `Bearer ${sample.accessToken}` } })
    expect(response.status).toBe(200)
    const body = (await response.json()) as Record<string, unknown>
    return {
      body,
      problems: discovery.check(operationOf(new URL(url).pathname.split('/').filter(Boolean).map(decodeURIComponent)), url, body),
    }
  }

  it('every calendar answer of the sample workspace is what Google would send', async () => {
    const sample = await openSampleGoogle({ anchorMs, tick: 12, clock: { now: () => anchorMs } })
    const list = await ask(sample, 'calendar/v3/users/me/calendarList')
    const problems = [...list.problems, ...(await ask(sample, 'calendar/v3/colors')).problems]
    for (const { id } of list.body['items'] as { id: string }[]) {
      const calendar = `calendar/v3/calendars/${encodeURIComponent(id)}`
      problems.push(...(await ask(sample, calendar)).problems)
      const listing = `${calendar}/events?maxResults=2500&showDeleted=true&singleEvents=false`
      let events = await ask(sample, listing)
      for (let token = events.body['nextPageToken']; typeof token === 'string'; token = events.body['nextPageToken']) {
        problems.push(...events.problems)
        events = await ask(sample, `${listing}&pageToken=${token}`)
      }
      const page = await ask(sample, `${calendar}/events?maxResults=10`)
      problems.push(...events.problems, ...page.problems)
      sample.advance()
      problems.push(
        ...(
          await ask(
            sample,
            `${calendar}/events?showDeleted=true&singleEvents=false&syncToken=${String(events.body['nextSyncToken'])}`,
          )
        ).problems,
      )
    }
    expect(problems).toEqual([])
  })

  it('every mail answer of the sample workspace is what Google would send', async () => {
    const sample = await openSampleGoogle({ anchorMs, tick: 12, clock: { now: () => anchorMs } })
    const problems: string[] = []
    for (const path of [
      'profile',
      'labels',
      'labels/INBOX',
      'settings/sendAs',
      'messages?maxResults=500&includeSpamTrash=true&q=newer_than:30d',
      'history?startHistoryId=9007199254741000&maxResults=500&historyTypes=messageAdded&historyTypes=labelRemoved',
    ]) {
      problems.push(...(await ask(sample, `gmail/v1/users/me/${path}`)).problems)
    }
    const { body } = await ask(sample, 'gmail/v1/users/me/messages?maxResults=500')
    for (const [index, { id }] of (body['messages'] as { id: string }[]).entries()) {
      const format = ['full', 'raw', 'metadata&metadataHeaders=Subject&metadataHeaders=From', 'minimal'][index % 4]
      problems.push(...(await ask(sample, `gmail/v1/users/me/messages/${id}?format=${format}`)).problems)
    }
    expect(problems).toEqual([])
  })
})

it.each(isPresent ? [] : [folder])('is not held against Google’s discovery documents: %s is absent', (absent) => {
  expect(existsSync(absent)).toBe(false)
})

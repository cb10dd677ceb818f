import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailChoice } from '../../../../shared/views/imports.ts'
import { transaction } from '../../../db/database.ts'
import { noteWish } from '../../../db/queries/accounts/sync-wishes.ts'
import { getImport } from '../../../db/queries/imports/get-import.ts'
import { updateImport } from '../../../db/queries/imports/update-import.ts'
import { approveEverything } from '../testing/approve-everything.ts'
import { openSyncScene, type SyncScene } from '../testing/sync-scene.ts'

let scene: SyncScene
const now = Date.UTC(2026, 10, 23, 9)
const dayMs = 86_400_000
const lastYear: MailChoice = { sinceMs: now - 365 * dayMs, excludedLabelIds: [] }
const noPromotions: MailChoice = { sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS'] }
const everything: MailChoice = { sinceMs: null, excludedLabelIds: [] }

beforeEach(async () => {
  scene = await openSyncScene(null, false)
})
afterEach(() => scene.close())

function addMail(count: number, daysAgo = 0, labelIds: readonly string[] = ['INBOX', 'UNREAD']): string[] {
  return Array.from({ length: count }, (_, number) =>
    scene.google.mailbox.addMessage({
      raw: `From: bob@example.org\r\nSubject: Mail ${number}\r\n\r\nText`,
      internalDateMs: now - daysAgo * dayMs - number,
      labelIds,
    }),
  )
}
function approve(choice: MailChoice): number {
  return approveEverything(scene.db, scene.accountId, scene.clock.now(), choice)
}
async function sync() {
  const outcome = await scene.run('google_gmail_sync')
  if (outcome.kind !== 'completed') throw new Error(`not completed: ${outcome.kind}`)
  return outcome.result
}
/** Names and labels of what is here. */
function held(): string[] {
  return scene.db
    .prepare<[], { payload: Buffer }>(
      'SELECT payload FROM raw_events JOIN raw_payloads ON raw_event_id = id WHERE gone_at IS NULL',
    )
    .all()
    .map(({ payload }) => JSON.parse(payload.toString('utf8')) as { id: string; labelIds: string[] })
    .map(({ id, labelIds }) => `${id} ${labelIds.join(' ')}`)
    .sort()
}
function heldIds(): string[] {
  return held().map((line) => line.split(' ')[0] ?? '')
}
function setStatus(batchId: number, status: 'running' | 'paused'): void {
  transaction(scene.db, (tx) => updateImport(tx, batchId, { status }))
}
/** How many mails came with each batch. */
function byBatch(): unknown[] {
  return scene.db.prepare('SELECT import_id AS id, count(*) AS mails FROM raw_events GROUP BY import_id ORDER BY 1').all()
}

describe('what was not approved', () => {
  it('is not imported, whoever asks for a sync: nothing at all is asked of Google', async () => {
    addMail(3)
    for (const kind of ['google_calendar_sync', 'google_gmail_sync'] as const) await scene.run(kind)
    expect([held(), scene.fake.count()]).toEqual([[], 0])
  })
})

describe('a choice is obeyed', () => {
  it('by the first import: by period, and asking only for what is in it', async () => {
    const recent = addMail(5, 10)
    addMail(20, 800)
    const id = approve(lastYear)
    expect(await sync()).toMatchObject({ stored: 5, unchanged: 0 })
    expect(heldIds()).toEqual(recent.toSorted())
    expect(scene.fake.count('messages.get')).toBe(5)
    expect(getImport(scene.db, id)).toMatchObject({ status: 'completed', completedAt: expect.any(Number) })
  })

  it('by the first import: without a category and a label of the person', async () => {
    const labelId = scene.google.mailbox.createLabel('Clients/Acme 2')
    const wanted = addMail(4)
    addMail(6, 1, ['INBOX', 'CATEGORY_PROMOTIONS'])
    addMail(7, 2, [labelId])
    approve({ sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS', labelId] })
    await sync()
    expect(heldIds()).toEqual(wanted.toSorted())
    expect(scene.fake.count('messages.get')).toBe(4)
  })

  it('where Gmail’s search cannot tell: each message is held against it before it is stored', async () => {
    const odd = scene.google.mailbox.createLabel('A "label" (of mine)')
    const parent = scene.google.mailbox.createLabel('Parent')
    const child = scene.google.mailbox.createLabel('Parent/Child')
    const wanted = [...addMail(4), ...addMail(2, 3, [child])]
    addMail(3, 1, [odd])
    addMail(3, 2, [parent])
    approve({ sinceMs: null, excludedLabelIds: [odd, parent, 'SENT', 'Label_that_was_removed'] })
    await sync()
    expect(heldIds()).toEqual(wanted.toSorted())
  })

  it('by a query that Google refuses: it goes on without one', async () => {
    const recent = addMail(3, 10)
    addMail(3, 800)
    scene.fake.faults.add({ fault: { kind: 'status', reason: 'invalid', status: 400 }, on: 'messages.list', times: 1 })
    approve(lastYear)
    await sync()
    expect(heldIds()).toEqual(recent.toSorted())
    expect(scene.fake.count('users.getProfile')).toBe(1)
  })

  it('by the history: what is not wanted is not stored, and by its labels not even fetched', async () => {
    approve({ ...lastYear, excludedLabelIds: ['CATEGORY_PROMOTIONS'] })
    await sync()
    const [wanted] = addMail(1) as [string]
    addMail(3, 0, ['INBOX', 'CATEGORY_PROMOTIONS'])
    const [old] = addMail(1, 800) as [string]
    expect(await sync()).toMatchObject({ stored: 1, requests: 3 })
    expect(heldIds()).toEqual([wanted])
    scene.google.mailbox.addLabels(old, ['STARRED'])
    await sync()
    expect(heldIds()).toEqual([wanted])
  })

  it('by a label that comes: what is here and gets it stays, and goes on being kept current', async () => {
    approve(noPromotions)
    const [mail] = addMail(1) as [string]
    await sync()
    scene.google.mailbox.addLabels(mail, ['CATEGORY_PROMOTIONS'])
    await sync()
    expect(held()).toEqual([`${mail} CATEGORY_PROMOTIONS INBOX UNREAD`])
    scene.google.mailbox.removeLabels(mail, ['UNREAD'])
    await sync()
    expect(held()).toEqual([`${mail} CATEGORY_PROMOTIONS INBOX`])
    scene.google.mailbox.deleteMessage(mail)
    expect(await sync()).toMatchObject({ removed: 1 })
  })

  it('by a label that goes: what was kept away and loses it is fetched', async () => {
    approve(noPromotions)
    const [mail] = addMail(1, 0, ['INBOX', 'CATEGORY_PROMOTIONS']) as [string]
    await sync()
    expect(held()).toEqual([])
    scene.google.mailbox.removeLabels(mail, ['CATEGORY_PROMOTIONS'])
    expect(await sync()).toMatchObject({ stored: 1 })
    expect(held()).toEqual([`${mail} INBOX`])
  })

  it('recovery (404) sweeps only what has vanished, and fetches only what is wanted', async () => {
    approve(noPromotions)
    const [kept, deleted] = addMail(30) as [string, string]
    await sync()
    const { mailbox } = scene.google
    // Here, and no longer in what the choice would list: it must not be taken for gone.
    mailbox.addLabels(kept, ['CATEGORY_PROMOTIONS'])
    mailbox.deleteMessage(deleted)
    mailbox.expireHistory()
    const [fresh] = addMail(1, -1) as [string]
    addMail(40, 0, ['INBOX', 'CATEGORY_PROMOTIONS'])
    scene.fake.log.length = 0
    expect(await sync()).toMatchObject({ stored: 2, removed: 1, failedItems: 0 })
    expect(held()).toContain(`${kept} CATEGORY_PROMOTIONS INBOX UNREAD`)
    expect(heldIds()).toContain(fresh)
    expect(held().length).toBe(30)
    // Labels of 29 known ones, one new message, one listing of everything and one of what is wanted.
    expect([scene.fake.count('messages.get'), scene.fake.count('messages.list')]).toEqual([30, 2])
  })
})

describe('widening', () => {
  it('costs pages and the difference, nothing more', async () => {
    addMail(1200, 10)
    addMail(70, 800)
    const first = approve(lastYear)
    await sync()
    const cursor = scene.db.prepare("SELECT cursor FROM sync_cursors WHERE scope = 'mailbox'").get()
    scene.fake.log.length = 0
    const second = approve(everything)
    expect(await sync()).toMatchObject({ stored: 70, unchanged: 0 })
    expect([scene.fake.count('messages.list'), scene.fake.count('messages.get')]).toEqual([3, 70])
    expect(scene.fake.count()).toBe(3 + 70 + 2)
    expect(byBatch()).toEqual([
      { id: first, mails: 1200 },
      { id: second, mails: 70 },
    ])
    expect(scene.db.prepare("SELECT cursor FROM sync_cursors WHERE scope = 'mailbox'").get()).toEqual(cursor)
  }, 60_000)

  it('killed in the middle goes on at its page: nothing is fetched twice', async () => {
    addMail(5, 10)
    addMail(1100, 800)
    approve(lastYear)
    await sync()
    approve(everything)
    await expect(scene.run('google_gmail_sync', { commitsBeforeDeath: 35 })).rejects.toThrow('killed')
    const here = held().length
    expect(here).toBeGreaterThan(500)
    scene.fake.log.length = 0
    expect(await sync()).toMatchObject({ stored: 1105 - here })
    expect([scene.fake.count('messages.list'), scene.fake.count('messages.get')]).toEqual([2, 1105 - here])
  }, 60_000)

  it('starts its listing over when Google refuses the page', async () => {
    addMail(1100, 10)
    const id = approve(everything)
    transaction(scene.db, (tx) => updateImport(tx, id, { pageToken: 'of another query', listed: 500 }))
    expect(await sync()).toMatchObject({ stored: 1100 })
    expect(getImport(scene.db, id)).toMatchObject({ status: 'completed', listed: 1100, pageToken: null })
  }, 60_000)

  it('ends with an error that passes when Google refuses the page every time, instead of listing for ever', async () => {
    addMail(1100, 10)
    approve(everything)
    const isOfLaterPage = 'pageToken='
    const fault = { kind: 'status', reason: 'badRequest' } as const
    scene.fake.faults.add({ fault, on: 'messages.list', urlIncludes: isOfLaterPage, times: Number.POSITIVE_INFINITY })
    await expect(sync()).rejects.toMatchObject({ verdict: { kind: 'transient' } })
    expect(scene.fake.count('messages.list')).toBe(4)
    scene.fake.faults.clear()
    expect(await sync()).toMatchObject({ stored: 600 })
  }, 60_000)

  it('while it goes on, current mail comes first', async () => {
    addMail(3, 10)
    approve(lastYear)
    await sync()
    approve(everything)
    addMail(1)
    await sync()
    const order = scene.fake.log.map((entry) => entry.operation)
    expect(order.slice(-4)).toEqual(['history.list', 'messages.get', 'messages.list', 'history.list'])
  })

  it('that takes hours lets current mail in between its pages', async () => {
    addMail(1300, 10)
    approve(everything)
    const letTimePass = (): void => {
      if (scene.fake.count('messages.list') < 2) scene.meanwhile = letTimePass
      else scene.clock.advance(3_600_000)
    }
    scene.meanwhile = letTimePass
    await sync()
    const steps = scene.fake.log.map((entry) => entry.operation).filter((operation) => operation !== 'messages.get')
    expect(steps.slice(2)).toEqual(['messages.list', 'messages.list', 'history.list', 'messages.list', 'history.list'])
  }, 60_000)

  it('background work yields at a checkpoint when someone clicks Sync Now', async () => {
    addMail(1300, 10)
    approve(everything)
    const click = (): void => {
      if (scene.fake.count('messages.list') < 2) scene.meanwhile = click
      else transaction(scene.db, (tx) => noteWish(tx, scene.accountId))
    }
    scene.meanwhile = click
    await sync()
    const steps = scene.fake.log.map((entry) => entry.operation).filter((operation) => operation !== 'messages.get')
    expect(steps.slice(2)).toEqual(['messages.list', 'messages.list', 'history.list', 'messages.list', 'history.list'])
  }, 60_000)

  it('later mail belongs to the oldest batch that wants it', async () => {
    const first = approve(noPromotions)
    await sync()
    const second = approve(everything)
    await sync()
    addMail(2)
    addMail(3, 0, ['CATEGORY_PROMOTIONS'])
    await sync()
    expect(byBatch()).toEqual([
      { id: first, mails: 2 },
      { id: second, mails: 3 },
    ])
  })
})

describe('a pause', () => {
  it('stops the import where it is, survives restarts, and goes on from there', async () => {
    addMail(1200)
    const id = approve(everything)
    let stops = 0
    const pauseLater = (): void => {
      stops += 1
      if (stops < 30) scene.meanwhile = pauseLater
      else setStatus(id, 'paused')
    }
    scene.meanwhile = pauseLater
    await sync()
    const here = held().length
    expect(here).toBeGreaterThan(100)
    expect(here).toBeLessThan(1200)
    scene.fake.log.length = 0
    expect(await sync()).toMatchObject({ stored: 0, requests: 1 })
    const paused = getImport(scene.db, id)
    expect(paused?.status).toBe('paused')
    setStatus(id, 'running')
    expect(await sync()).toMatchObject({ stored: 1200 - here })
    expect(scene.fake.count('messages.get')).toBe(1200 - here)
    expect(getImport(scene.db, id)?.status).toBe('completed')
  }, 60_000)

  it('of a widening does not keep current mail away', async () => {
    addMail(2, 10)
    addMail(40, 800)
    approve(lastYear)
    await sync()
    setStatus(approve(everything), 'paused')
    const [fresh] = addMail(1) as [string]
    expect(await sync()).toMatchObject({ stored: 1 })
    expect(heldIds()).toContain(fresh)
    expect(held().length).toBe(3)
  })

  it('is not ended by a recovery: the rest is not brought behind its back', async () => {
    addMail(2, 10)
    addMail(40, 800)
    approve(lastYear)
    await sync()
    const id = approve(everything)
    setStatus(id, 'paused')
    scene.google.mailbox.expireHistory()
    addMail(1)
    await sync()
    expect(held().length).toBe(2)
    setStatus(id, 'running')
    await sync()
    expect(held().length).toBe(43)
  })
})

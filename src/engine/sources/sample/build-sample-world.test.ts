import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CalendarEvent } from '../../google/fake/calendar-resources.ts'
import { parseMailSource, readMailHeaders, decodeText, type MailPart } from '../../google/fake/mail-source.ts'
import { buildSampleWorld, plannedMailCount } from './build-sample-world.ts'
import { liveCount, plannedEventCount } from './calendar-meetings.ts'
import { owner, people } from './people.ts'
import type { SampleWorld } from './sample-world.ts'
import { applyTick } from './ticks.ts'
import { dateIn, dayOfDate, weekdayOf } from './zoned-time.ts'

const anchorMs = Date.UTC(2026, 10, 23, 13)
const clock = { now: () => anchorMs }

function events(world: SampleWorld): CalendarEvent[] {
  return world.account.calendarList().flatMap(({ calendar }) => [...calendar.records()].map((record) => record.event))
}

function digest(world: SampleWorld): string {
  const hash = createHash('sha256')
  for (const message of world.account.mailbox.messages()) {
    hash.update(
      `${message.id} ${message.threadId} ${message.internalDateMs} ${message.historyId} ${[...message.labelIds].join()}`,
    )
    hash.update(message.raw())
  }
  for (const { calendar } of world.account.calendarList())
    for (const record of calendar.records()) hash.update(JSON.stringify(record))
  return hash.update(String(world.account.mailbox.historyId)).digest('hex')
}

function textsOf(part: MailPart): string[] {
  const own = part.mimeType.startsWith('text/') && part.filename === '' ? [decodeText(part.body, part.charset)] : []
  return [...own, ...part.parts.flatMap(textsOf)]
}

function partsOf(part: MailPart): MailPart[] {
  return [part, ...part.parts.flatMap(partsOf)]
}

describe('the sample world', () => {
  let world: SampleWorld
  let mails: { headers: Map<string, string>; tree: MailPart; atMs: number; threadId: string; labelIds: ReadonlySet<string> }[]

  beforeAll(async () => {
    world = await buildSampleWorld({ anchorMs, tick: 0, clock })
    mails = world.account.mailbox.messages().map((message) => ({
      headers: readMailHeaders(message.raw()),
      tree: parseMailSource(message.raw()),
      atMs: message.internalDateMs,
      threadId: message.threadId,
      labelIds: message.labelIds,
    }))
  })

  it('is as large as promised', () => {
    expect(mails).toHaveLength(plannedMailCount)
    expect(liveCount(world.account)).toBe(plannedEventCount)
    expect(people.length).toBeGreaterThan(110)
    expect(new Set(people.map((person) => person.email)).size).toBe(people.length)
    expect(world.account.calendarList().map(({ calendar }) => calendar.settings.summary)).toEqual([
      owner.email,
      'Brightwater Studio',
      'Family',
      'Holidays',
    ])
  })

  it('is the same for the same anchor and another for another', async () => {
    const again = await buildSampleWorld({ anchorMs, tick: 0, clock: { now: () => anchorMs + 86_400_000 } })
    const other = await buildSampleWorld({ anchorMs: anchorMs + 86_400_000, tick: 0, clock })
    expect(digest(again)).toBe(digest(world))
    expect(digest(other)).not.toBe(digest(world))
  })

  it('has no mail from after the anchor', () => {
    expect(mails.filter((mail) => mail.atMs > anchorMs)).toEqual([])
  })

  it('lets every reply point to mails that exist, are older, and lie in the same thread', () => {
    const byId = new Map(mails.map((mail) => [mail.headers.get('message-id'), mail]))
    const replies = mails.filter((mail) => mail.headers.has('references'))
    expect(replies.length).toBeGreaterThan(700)
    for (const reply of replies) {
      const references = (reply.headers.get('references') ?? '').split(/\s+/)
      expect(references.at(-1)).toBe(reply.headers.get('in-reply-to'))
      for (const reference of references) {
        const earlier = byId.get(reference)
        expect(earlier?.threadId).toBe(reply.threadId)
        expect(earlier?.atMs).toBeLessThan(reply.atMs)
      }
    }
  })

  it('gives every mail a Message-ID of its own, but for the one that has it broken', () => {
    const ids = mails.map((mail) => mail.headers.get('message-id'))
    expect(new Set(ids).size).toBe(mails.length)
  })

  it('leaves no gap in a text unfilled', () => {
    const gaps = mails
      .flatMap((mail) => [mail.headers.get('subject') ?? '', ...textsOf(mail.tree).filter((text) => !text.includes('<style'))])
      .filter((text) => /\{\w+\}|undefined|\[object|NaN/.test(text))
    expect(gaps).toEqual([])
  })

  it('uses no address outside the domains kept for examples', () => {
    const reserved = /@(?:[\w-]+\.)*(?:example|example\.com|example\.net|example\.org)$/
    const inMails = mails
      .flatMap((mail) => [...mail.headers.values(), ...textsOf(mail.tree)])
      .flatMap((text) => text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)*/g) ?? [])
    const inEvents = events(world).flatMap((event) => [
      event.organizer?.email,
      event.creator?.email,
      ...(event.attendees ?? []).map((attendee) => attendee.email),
    ])
    const foreign = [...inMails, ...inEvents].filter(
      (address) => address !== undefined && !reserved.test(address.toLowerCase()) && !address.endsWith('@google.com'),
    )
    expect(foreign).toEqual([])
  })

  it('writes in eight languages, several charsets, with lists, attachments and machines among it', () => {
    const all = mails.map((mail) => textsOf(mail.tree).join('\n'))
    const has = (sign: RegExp): number => all.filter((text) => sign.test(text)).length
    const languages = {
      en: /Best regards|Many thanks/,
      de: /Viele Grüße|freundlichen Grüßen/,
      fr: /Cordialement/,
      es: /Un saludo/,
      it: /Cordiali saluti|A presto/,
      pt: /cumprimentos|Um abraço/i,
      nl: /vriendelijke groet|Groet/,
      ja: /お願いいたします/,
    }
    for (const sign of Object.values(languages)) expect(has(sign)).toBeGreaterThan(5)
    const charsets = new Set(mails.flatMap((mail) => partsOf(mail.tree).map((part) => part.charset?.toLowerCase())))
    for (const charset of ['utf-8', 'iso-8859-1', 'windows-1252', 'iso-2022-jp', 'unknown-8bit'])
      expect(charsets).toContain(charset)
    expect(mails.filter((mail) => mail.headers.has('list-id')).length).toBeGreaterThan(200)
    expect(mails.filter((mail) => mail.headers.has('auto-submitted')).length).toBeGreaterThan(100)
    expect(mails.filter((mail) => partsOf(mail.tree).some((part) => part.filename !== '')).length).toBeGreaterThan(60)
    expect(mails.filter((mail) => partsOf(mail.tree).some((part) => part.mimeType === 'text/calendar')).length).toBeGreaterThan(
      20,
    )
    expect(mails.filter((mail) => mail.labelIds.has('SENT')).length).toBeGreaterThan(300)
  })

  it('lets the same people write and meet', () => {
    const writers = new Set(mails.map((mail) => /<([^>]+)>/.exec(mail.headers.get('from') ?? '')?.[1]))
    const guests = new Set(events(world).flatMap((event) => (event.attendees ?? []).map((attendee) => attendee.email)))
    expect(people.filter((person) => writers.has(person.email) && guests.has(person.email)).length).toBeGreaterThan(60)
    expect(people.filter((person) => writers.has(person.email)).length).toBeGreaterThan(100)
  })

  it('fills the working days around today', () => {
    const today = dayOfDate(dateIn('Europe/Berlin', anchorMs))
    for (let day = today - 5; day <= today + 5; day++) {
      if (weekdayOf(day) === 0 || weekdayOf(day) === 6) continue
      const singles = events(world).filter(
        (event) =>
          event.status !== 'cancelled' &&
          event.recurrence === undefined &&
          event.start?.dateTime !== undefined &&
          dayOfDate(dateIn('Europe/Berlin', Date.parse(event.start.dateTime))) === day,
      )
      expect(singles.length).toBeGreaterThanOrEqual(2)
    }
  })

  it('holds every kind of event, with series whose exceptions belong to them', () => {
    const all = events(world)
    const types = new Set(all.map((event) => event.eventType))
    for (const type of ['default', 'birthday', 'outOfOffice', 'focusTime', 'workingLocation', 'fromGmail'])
      expect(types).toContain(type)
    const masters = new Set(all.filter((event) => event.recurrence !== undefined).map((event) => event.id))
    const exceptions = all.filter((event) => event.recurringEventId !== undefined)
    expect(exceptions.length).toBeGreaterThan(30)
    expect(exceptions.filter((event) => !masters.has(event.recurringEventId ?? ''))).toEqual([])
    expect(exceptions.filter((event) => event.status === 'cancelled').length).toBeGreaterThan(5)
    expect(all.filter((event) => event.status === 'cancelled' && event.recurringEventId === undefined).length).toBeGreaterThan(3)
    const zones = new Set(all.map((event) => event.start?.timeZone))
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Europe/London']) expect(zones).toContain(zone)
    const uids = all.filter((event) => event.recurringEventId === undefined).map((event) => event.iCalUID)
    expect(uids.length - new Set(uids).size).toBeGreaterThan(3)
  })
})

describe('ticks', () => {
  it('come to the same world whether it was rebuilt or lived through', async () => {
    const lived = await buildSampleWorld({ anchorMs, tick: 2, clock })
    for (let index = 0; index < 10; index++) applyTick(lived)
    const rebuilt = await buildSampleWorld({ anchorMs, tick: 12, clock })
    expect(digest(rebuilt)).toBe(digest(lived))
  })

  it('bring a few mails and a change of the calendar each', async () => {
    const world = await buildSampleWorld({ anchorMs, tick: 0, clock })
    for (let tick = 1; tick <= 40; tick++) {
      const mailsBefore = world.account.mailbox.messages().length
      const changesBefore = world.account.primary.changeNumber
      applyTick(world)
      const newMails = world.account.mailbox.messages().length - mailsBefore
      expect(newMails).toBeGreaterThanOrEqual(1)
      expect(newMails).toBeLessThanOrEqual(4)
      expect(world.account.primary.changeNumber).toBeGreaterThan(changesBefore)
    }
  })
})

// Reads real files from a temporary folder: what is in them comes out item by item, and what is no mail is said to be none.
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { maxMailBytes } from '../../normalize/mail/mail-limits.ts'
import { readRawMail } from '../../normalize/mail/read-raw-mail.ts'
import { findImportFiles } from './find-import-files.ts'
import { identifyMail } from './mail-identity.ts'
import { type ImportUnit, readImportFiles } from './read-import-files.ts'
import { readMbox } from './read-mbox.ts'

let folder: string
const signal = new AbortController().signal
const border = 'From ann@example.com Tue Mar  3 10:00:00 2026'

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'omnicrm-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, content)
  return file
}

function mail(id: string, body = `Body of ${id}`): string {
  return `From: Ann <ann@example.com>\nTo: bo@example.org\nSubject: ${id}\nMessage-ID: <${id}@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\n${body}\n`
}

async function readAll(...paths: string[]): Promise<ImportUnit[]> {
  const { files } = await findImportFiles(paths, signal)
  return Array.fromAsync(readImportFiles(files, 0, { signal, pause: async () => {} }))
}

/** Items and problems as short lines. */
async function summary(...paths: string[]): Promise<string[]> {
  return (await readAll(...paths)).flatMap((unit) => {
    switch (unit.kind) {
      case 'item':
        return `${unit.item.source} ${unit.item.container} ${unit.item.externalId.replace(/ [0-9a-f]{16}$/, '')}`
      case 'problem':
        return `problem ${unit.problem.label}: ${unit.problem.reason}`
      case 'foreign':
        return `foreign ${path.basename(unit.folder)} ${unit.extension}`
      case 'file':
        return []
    }
  })
}

async function bodiesOf(file: string): Promise<string[]> {
  const mails = await Array.fromAsync(readMbox(file, 0, signal))
  return mails.map(({ bytes }) =>
    readRawMail(bytes)
      .texts.map((part) => part.text)
      .join('')
      .trimEnd(),
  )
}

describe('an mbox', () => {
  test('is cut at its borders only, and its quoting is undone', async () => {
    const bodies = [
      '>From here on it is ours.\n>>From deeper.',
      `plain\n${border}\nabove no empty line`,
      'From now on, 2026 at 10:00\n\nFrom a friend.',
      'last',
    ]
    const file = await put('all.mbox', bodies.map((body, index) => `${border}\n${mail(`m${index}`, body)}\n`).join(''))
    expect(await bodiesOf(file)).toEqual(['From here on it is ours.\n>From deeper.', bodies[1], bodies[2], 'last'])
  })

  test('of every mail program is understood', async () => {
    const lines = [
      'From - Tue Mar 03 10:00:00 2026',
      'From 1790@xxx Tue Mar 03 10:00:00 +0000 2026',
      'From MAILER-DAEMON Tue Mar  3 10:00:00 2026',
      'From ann@example.com  Tue Mar  3 10:00 CET 2026',
    ]
    const file = await put(
      'all.mbox',
      lines.map((line, index) => `${line}\r\n${mail(`m${index}`).replaceAll('\n', '\r\n')}\r\n`).join(''),
    )
    expect(await summary(file)).toEqual(lines.map((_, index) => `file_email mail m${index}@example.com`))
  })

  test('goes on at the place where reading stopped', async () => {
    const file = await put(
      'all.mbox',
      Array.from({ length: 50 }, (_, index) => `${border}\n${mail(`m${index}`, 'x'.repeat(index * 997))}\n`).join(''),
    )
    const all = await Array.fromAsync(readMbox(file, 0, signal))
    const again = await Array.fromAsync(readMbox(file, all[19]?.nextOffset ?? 0, signal))
    expect(again.map(({ offset }) => offset)).toEqual(all.slice(20).map(({ offset }) => offset))
    expect(all).toHaveLength(50)
  })

  test('with borders anywhere in its slices loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 140_000 }), { minLength: 1, maxLength: 8 }), async (lengths) => {
        const bodies = lengths.map((length, index) =>
          `${index} ${'line of text\n'.repeat(Math.ceil(length / 13))}`.slice(0, length + 2).trimEnd(),
        )
        const file = await put('all.mbox', bodies.map((body, index) => `${border}\n${mail(`m${index}`, body)}\n`).join(''))
        expect((await bodiesOf(file)).map((body) => createHash('md5').update(body).digest('hex'))).toEqual(
          bodies.map((body) => createHash('md5').update(body).digest('hex')),
        )
      }),
      { numRuns: 15 },
    )
  })

  test('with a mail beyond all measure keeps the beginning of that mail and goes on', async () => {
    const huge = `${border}\n${mail('huge', 'x\n'.repeat(maxMailBytes / 2 + 500_000))}\n`
    const file = await put('all.mbox', `${huge}${border}\n${mail('next')}\n`)
    const mails = await Array.fromAsync(readMbox(file, 0, signal))
    expect(mails.map(({ bytes }) => bytes.length <= maxMailBytes && identifyMail(bytes).externalId.split(' ')[0])).toEqual([
      'huge@example.com',
      'next@example.com',
    ])
  })

  test('holds something that is no mail: that is told with its place', async () => {
    const file = await put('all.mbox', `${border}\n${mail('m1')}\n${border}\nX-Nothing: 1\n\nno mail\n\n${border}\n${mail('m2')}`)
    expect(await summary(file)).toEqual([
      'file_email mail m1@example.com',
      expect.stringMatching(/^problem all.mbox, at byte \d+: It has no header like a mail has\.$/),
      'file_email mail m2@example.com',
    ])
  })
})

describe('single mails', () => {
  test('are known by their content, whatever file they are in', async () => {
    await put('a/one.eml', mail('one'))
    await put('a/two', `${border}\n${mail('two')}`)
    await put('a/cur/1790.M1.host:2,S', mail('three'))
    await put('a/4.txt', `${border}\n${mail('four', `text\n\n${border}\nSubject: quoted in full\n\nmore`)}`)
    await put('a/5.emlx', `${mail('five').length}\n${mail('five')}<?xml version="1.0"?><plist/>`)
    expect(await summary(path.join(folder, 'a'))).toEqual(
      ['four', 'five', 'three', 'one', 'two'].map((id) => `file_email mail ${id}@example.com`),
    )
  })

  test('have one name however they were exported, and two with one Message-ID have two', () => {
    const nameOf = (text: string): string => identifyMail(Buffer.from(text)).externalId
    const original = mail('one', 'First\n\nFrom here on\n')
    expect(
      new Set([
        nameOf(original),
        nameOf(`${border}\n${original}`),
        nameOf(original.replaceAll('\n', '\r\n')),
        nameOf(original.replace('\nFrom here', '\n>From here')),
        nameOf(`X-Status: read\nReceived: by b; now\n${original}\n\n`),
      ]).size,
    ).toBe(1)
    expect(nameOf(mail('one', 'Other'))).not.toBe(nameOf(original))
  })

  test('leave the bytes of their attachments in the file', async () => {
    const attachment = Buffer.alloc(300_000, 1).toString('base64').replace(/.{76}/g, '$&\n')
    const text = `From: a@example.com\nSubject: big\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the file.\n--b\nContent-Type: application/pdf; name=big.pdf\nContent-Transfer-Encoding: base64\n\n${attachment}\n--b--\n`
    const [unit] = await readAll(await put('big.eml', text))
    const payload = unit?.kind === 'item' ? unit.item.payload : Buffer.alloc(0)
    expect(payload.length).toBeLessThan(1_000)
    expect(readRawMail(payload)).toMatchObject({
      texts: [{ text: 'See the file.' }],
      attachments: [{ name: 'big.pdf', mimeType: 'application/pdf', sizeBytes: 300_000 }],
    })
  })

  test('of the person tell their address', async () => {
    await put('Sent', `${border}\n${mail('one')}`)
    await put(
      'all.mbox',
      `${border}\nX-Gmail-Labels: Archived,Sent\n${mail('two')}\n${border}\nX-Gmail-Labels: Inbox\n${mail('three')}`,
    )
    expect(
      (await readAll(folder)).flatMap((unit) =>
        unit.kind === 'item' ? [[unit.item.externalId.split('@')[0], unit.ownAddress]] : [],
      ),
    ).toEqual([
      ['one', 'ann@example.com'],
      ['two', 'ann@example.com'],
      ['three', null],
    ])
  })
})

describe('calendars and cards', () => {
  const zone = (id: string): string =>
    `BEGIN:VTIMEZONE\r\nTZID:${id}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n`
  const event = (uid: string, more = ''): string =>
    `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Oslo:20260303T100000\r\n${more}BEGIN:VALARM\r\nUID:alarm\r\nEND:VALARM\r\nEND:VEVENT\r\n`
  const calendar = (...parts: string[]): string =>
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//Y\r\nX-WR-TIMEZONE:Europe/Oslo\r\n${parts.join('')}END:VCALENDAR\r\n`

  test('a calendar is cut into one calendar for each series, with the zones it uses', async () => {
    const file = await put(
      'work.ics',
      calendar(
        zone('Europe/Oslo'),
        zone('Asia/Tokyo'),
        event('a'),
        event('b'),
        event('a', 'RECURRENCE-ID:20260310T100000\r\n'),
        'BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n',
      ),
    )
    const items = (await readAll(file)).flatMap((unit) => (unit.kind === 'item' ? [unit.item] : []))
    expect(items.map(({ source, container, externalId }) => [source, container, externalId])).toEqual([
      ['file_event', 'work.ics', 'a'],
      ['file_event', 'work.ics', 'b'],
    ])
    expect(items[0]?.payload.toString()).toBe(
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//OmniCRM//Import//EN\r\nX-WR-TIMEZONE:Europe/Oslo\r\n${zone('Europe/Oslo')}${event('a')}${event('a', 'RECURRENCE-ID:20260310T100000\r\n')}END:VCALENDAR\r\n`,
    )
  })

  test('an event that was only exported anew is the same', async () => {
    const hashOf = async (text: string): Promise<string> => {
      const [unit] = await readAll(await put('work.ics', text))
      return unit?.kind === 'item' ? unit.item.contentHash : ''
    }
    const first = await hashOf(calendar(event('a')))
    expect(await hashOf(calendar(event('a')).replace('20260101', '20260202'))).toBe(first)
    expect(await hashOf(calendar(event('a', 'SUMMARY:Changed\r\n')))).not.toBe(first)
  })

  test('each card is an item, in whatever code page', async () => {
    const card = (uid: string, name: string): string => `BEGIN:VCARD\nVERSION:3.0\n${uid}FN:${name}\nEND:VCARD\n`
    const file = await put(
      'people.vcf',
      Buffer.from(`${card('UID:u1\n', 'J\u00f6rg')}${card('', 'Bo')}BEGIN:VCARD\nFN:cut off`, 'latin1'),
    )
    const items = (await readAll(file)).flatMap((unit) => (unit.kind === 'item' ? [unit.item] : []))
    expect(items.map(({ externalId, payload }) => [externalId.slice(0, 7), /FN:(.*)\r/.exec(payload.toString())?.[1]])).toEqual([
      ['u1', 'Jörg'],
      ['sha256:', 'Bo'],
    ])
  })
})

describe('what cannot be imported is told, with its reason', () => {
  test('missing, empty, foreign and unreadable files', async () => {
    const named = [
      path.join(folder, 'none.eml'),
      'relative.eml',
      await put('empty.eml', ''),
      await put('photo.jpg', Buffer.from([0xff, 0xd8, 0])),
      await put('broken.eml', 'not a mail'),
      await put('empty.ics', 'BEGIN:VCALENDAR\nEND:VCALENDAR'),
      await put('mail.pst', '!BDN'),
    ]
    const { problems } = await findImportFiles(named, signal)
    expect(problems.map(({ label, reason }) => `${label}: ${reason}`)).toEqual([
      'none.eml: The file is not there.',
      'relative.eml: This is not a complete path.',
      'empty.eml: The file is empty.',
    ])
    expect(await summary(...named)).toEqual([
      'problem broken.eml: It has no header like a mail has.',
      'problem empty.ics: There are no events in the file.',
      'problem mail.pst: Files ending in .pst cannot be imported.',
      'problem photo.jpg: This is neither mail, nor a calendar, nor contacts.',
    ])
  })

  test('links in folders are not followed, so no walk goes in circles', async () => {
    await put('in/a.eml', mail('a'))
    await put('out/b.eml', mail('b'))
    await symlink(folder, path.join(folder, 'in', 'circle'))
    await symlink(path.join(folder, 'out', 'b.eml'), path.join(folder, 'in', 'b.eml'))
    await put('in/.DS_Store', 'x')
    await put('in/notes.json', '{}')
    const { problems } = await findImportFiles([path.join(folder, 'in')], signal)
    expect(problems.map(({ label, reason }) => `${label}: ${reason}`).sort()).toEqual([
      'b.eml: It is a link to somewhere else.',
      'circle: It is a link to somewhere else.',
    ])
    expect(await summary(path.join(folder, 'in'))).toEqual(['file_email mail a@example.com', 'foreign in .json'])
  })
})

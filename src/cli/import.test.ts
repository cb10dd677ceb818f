// A folder of files becomes mail, meetings and people in one command, and whatever is broken is listed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CliRun, runCli } from './testing/run-cli.ts'

let root: string
let files: string
let first: CliRun

const omnicrm = (...args: string[]): Promise<CliRun> => runCli([...args, '--data-dir', path.join(root, 'data'), '--json'])

function mail(id: string, from: string, to: string, body: string): string {
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: About ${id}`,
    `Message-ID: <${id}@example.com>`,
    'Date: Tue, 3 Mar 2026 10:00:00 +0000',
    '',
    body,
    '',
  ].join('\n')
}

const mbox = (...mails: string[]): string =>
  mails.map((text) => `From someone@example.org Tue Mar  3 10:00:00 2026\n${text}\n`).join('')

const meeting = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Tests//EN
BEGIN:VEVENT
UID:kick-off@example.com
DTSTAMP:20260301T080000Z
DTSTART:20260305T090000Z
DTEND:20260305T100000Z
SUMMARY:Kick-off
ORGANIZER;CN=Grace Example:mailto:grace@example.org
ATTENDEE;CN=Ada Example:mailto:ada@example.com
END:VEVENT
END:VCALENDAR
`

const card = `BEGIN:VCARD
VERSION:3.0
UID:grace-card
FN:Grace Example
EMAIL:grace@example.org
TEL:+49 30 1234567
ORG:Example Works
END:VCARD
`

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-import-'))
  files = path.join(root, 'files')
  mkdirSync(path.join(files, 'deeper'), { recursive: true })
  const toAda = mail('the-garden', 'Grace Example <grace@example.org>', 'ada@example.com', 'The roses are in bloom.')
  const fromAda = mail('the-harvest', 'Ada Example <ada@example.com>', 'grace@example.org', 'Apples in autumn, as always.')
  const toAll = mail('the-fence', 'Grace Example <grace@example.org>', 'ada@example.com', 'It needs paint.')
  writeFileSync(path.join(files, 'one.eml'), toAda)
  // Whose mail it is is learnt from what was sent.
  writeFileSync(path.join(files, 'Sent.mbox'), mbox(fromAda))
  writeFileSync(path.join(files, 'deeper', 'old.mbox'), mbox(toAll, toAda))
  writeFileSync(path.join(files, 'deeper', 'meeting.ics'), meeting)
  writeFileSync(path.join(files, 'deeper', 'people.vcf'), card)
  writeFileSync(path.join(files, 'broken.eml'), 'This is no mail at all.')
  writeFileSync(path.join(files, 'broken.ics'), 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:half')
  first = await omnicrm('import', files)
}, 180_000)

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('an import of a folder', { timeout: 180_000 }, () => {
  it('takes in all that can be read and ends with exit code 5 when something could not', () => {
    expect(first).toMatchObject({
      code: 5,
      stderr: '',
      json: {
        schemaVersion: 1,
        accounts: [{ id: 'files', kind: 'files', status: 'ok' }],
        counts: { interactions: 4, calendarEvents: 1, embeddings: 4 },
        jobs: { queued: 0, processing: 0, failed: 0, cancelled: 0 },
        run: { items: 6, failedItems: 2 },
      },
    })
  })

  it('lists every broken item with its reason and what to do', async () => {
    const { code, json } = await omnicrm('jobs', '--failed-items')
    const { itemFailures, total } = json as { itemFailures: { label: string; reason: string; hint: string }[]; total: number }
    expect([code, total, itemFailures.map(({ label }) => label).toSorted()]).toEqual([0, 2, ['broken.eml', 'broken.ics']])
    for (const { label, reason, hint } of itemFailures) expect(`${reason} ${hint}`, label).toMatch(/\w.+\. \w.+\.$/)
    const text = await runCli(['jobs', '--failed-items', '--data-dir', path.join(root, 'data')])
    expect(text.stdout).toContain('It has no header like a mail has.')
  })

  it('makes one person of mail, meeting and card', async () => {
    const { people } = (await omnicrm('people')).json as {
      people: { name: string; organization: string; identities: { kind: string; value: string }[] }[]
    }
    const grace = people.filter(({ identities }) => identities.some(({ value }) => value === 'grace@example.org'))
    expect(grace).toMatchObject([{ name: 'Grace Example', organization: 'Example Works' }])
  })

  it('is found by its words', async () => {
    const { results } = (await omnicrm('search', 'roses')).json as { results: { title: string; snippet: string }[] }
    expect(results[0]).toMatchObject({ title: 'About the-garden', snippet: expect.stringContaining('roses') })
  })

  it('done again changes nothing', async () => {
    const before = (await omnicrm('digest')).json
    const again = await omnicrm('import', files)
    expect(again).toMatchObject({ code: 5, json: { run: { items: 6, failedItems: 2 }, counts: { interactions: 4 } } })
    expect((await omnicrm('digest')).json).toEqual(before)
  })
})

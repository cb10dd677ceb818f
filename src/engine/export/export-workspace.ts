// Writes everything a workspace holds into a folder of files that other programs read, and that `import` takes back.
import type { Database } from '../db/database.ts'
import { walkInteractions } from '../db/queries/export/walk-interactions.ts'
import { walkPeople } from '../db/queries/export/walk-people.ts'
import { walkRawCalendarEntries, walkRawMails } from '../db/queries/export/walk-raw-events.ts'
import { CalendarWriter } from './calendar-writer.ts'
import { ExportFolder } from './export-folder.ts'
import { mailToMbox } from './mail-to-mbox.ts'
import { personToCard } from './person-to-card.ts'
import { peopleTableHead, personToRow } from './person-to-row.ts'
import { readOrNull } from './read-or-null.ts'

/** How much was written. */
export interface ExportCounts {
  readonly people: number
  readonly mails: number
  readonly calendars: number
  readonly calendarEntries: number
  readonly interactions: number
  /** Mails and entries whose payload cannot be read; they are listed among the failed items, too. */
  readonly unreadable: number
}

/**
 * Writes one snapshot of the workspace into `folder`, which must be new or empty:
 * `people.vcf`, `mail/Mail.mbox` and `mail/Sent.mbox` (whose mail it is is learnt from what was sent), `calendars/*.ics`, and for other
 * programs the same as OmniCRM understands it: `omnicrm-people.csv`, `omnicrm-people.jsonl` and `omnicrm-interactions.jsonl`, which an
 * import passes over. One row is held at a time.
 * @throws AppError `conflict`, `read_only`, `disk_full`; nothing is left behind then
 */
export function exportWorkspace(db: Database, folder: string, nowMs: number): ExportCounts {
  const files = new ExportFolder(folder)
  try {
    const counts = db.sqlite.transaction(() => {
      const people = writePeople(db, files)
      const mail = writeMails(db, files)
      const calendar = writeCalendars(db, files, nowMs)
      const interactions = writeInteractions(db, files)
      return { people, ...mail, ...calendar, interactions, unreadable: mail.unreadable + calendar.unreadable }
    })()
    files.finish()
    return counts
  } catch (error) {
    files.giveUp()
    throw error
  }
}

function writePeople(db: Database, files: ExportFolder): number {
  let people = 0
  files.append('omnicrm-people.csv', peopleTableHead)
  for (const person of walkPeople(db)) {
    people += 1
    files.append('people.vcf', personToCard(person))
    files.append('omnicrm-people.csv', personToRow(person))
    files.append('omnicrm-people.jsonl', `${JSON.stringify(person)}\n`)
  }
  return people
}

function writeMails(db: Database, files: ExportFolder): { mails: number; unreadable: number } {
  const tally = { mails: 0, unreadable: 0 }
  for (const mail of walkRawMails(db)) {
    const isSent = mail.direction === 'outbound' || mail.direction === 'internal'
    const entry = readOrNull(() => mailToMbox(mail))
    if (entry === null) tally.unreadable += 1
    else {
      tally.mails += 1
      files.append(isSent ? 'mail/Sent.mbox' : 'mail/Mail.mbox', entry)
    }
  }
  return tally
}

function writeCalendars(
  db: Database,
  files: ExportFolder,
  nowMs: number,
): { calendars: number; calendarEntries: number; unreadable: number } {
  const writer = new CalendarWriter(files, nowMs)
  const tally = { calendarEntries: 0, unreadable: 0 }
  for (const entry of walkRawCalendarEntries(db)) {
    if (writer.write(entry)) tally.calendarEntries += 1
    else tally.unreadable += 1
  }
  writer.end()
  return { calendars: writer.calendars, ...tally }
}

function writeInteractions(db: Database, files: ExportFolder): number {
  let interactions = 0
  for (const interaction of walkInteractions(db)) {
    interactions += 1
    files.append('omnicrm-interactions.jsonl', `${JSON.stringify(interaction)}\n`)
  }
  return interactions
}

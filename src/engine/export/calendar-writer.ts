// Writes calendars one after the other, a file each: entries from Google are turned into iCalendar, those from files are taken over as they came.
import type { RawCalendarEntry } from '../db/queries/export/walk-raw-events.ts'
import { contentLine, escapeText } from './content-line.ts'
import type { ExportFolder } from './export-folder.ts'
import { type GoogleEventResource, googleEventToIcs } from './google-event-to-ics.ts'
import { readOrNull } from './read-or-null.ts'

/** Takes the entries in the order in which they are walked: calendar by calendar, series before their changed occurrences. */
export class CalendarWriter {
  readonly #folder: ExportFolder
  readonly #nowMs: number
  #calendar = ''
  #file = ''
  #zones = new Set<string>()
  /** The UID of each series of the calendar: a cancelled occurrence does not tell it. */
  #uids = new Map<string, string>()
  /** How many calendars there are so far. */
  calendars = 0

  constructor(folder: ExportFolder, nowMs: number) {
    this.#folder = folder
    this.#nowMs = nowMs
  }

  /** Writes an entry; false when it cannot be read: nothing of it is written then. */
  write(entry: RawCalendarEntry): boolean {
    const google = entry.source === 'google_event' ? readOrNull(() => this.#fromGoogle(entry)) : ''
    if (google === null) return false
    const calendar = `${entry.accountId} ${entry.container}`
    if (calendar !== this.#calendar) {
      this.end()
      this.#begin(entry)
      this.#calendar = calendar
    }
    this.#folder.append(this.#file, entry.source === 'google_event' ? google : this.#fromFile(entry))
    return true
  }

  /** Ends the last calendar. */
  end(): void {
    if (this.#calendar !== '') this.#folder.append(this.#file, 'END:VCALENDAR\r\n')
    this.#calendar = ''
  }

  #begin({ calendarName, timeZone }: RawCalendarEntry): void {
    this.calendars += 1
    this.#zones = new Set()
    this.#file = `calendars/${String(this.calendars).padStart(3, '0')} ${fileName(calendarName)}.ics`
    const zone = timeZone === null ? '' : contentLine('X-WR-TIMEZONE', timeZone)
    this.#folder.append(
      this.#file,
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//OmniCRM//Export//EN\r\n${contentLine('X-WR-CALNAME', escapeText(calendarName))}${zone}`,
    )
  }

  #fromGoogle({ payload, externalId, seriesId, timeZone }: RawCalendarEntry): string {
    const event = JSON.parse(payload.toString('utf8')) as GoogleEventResource
    const uid = event.iCalUID ?? this.#uids.get(seriesId ?? '') ?? event.id
    if (event.recurrence) this.#uids.set(externalId, uid)
    // A single event that was called off is nothing; an occurrence that was is an exception of its series.
    if (event.status === 'cancelled' && event.originalStartTime === undefined) return ''
    return googleEventToIcs(event, uid, timeZone, this.#nowMs)
  }

  /** The components of the entry, each time zone once. */
  #fromFile({ payload }: RawCalendarEntry): string {
    let written = ''
    for (const [component, name] of payload.toString('utf8').matchAll(/^BEGIN:(VEVENT|VTIMEZONE)\r?\n[^]*?^END:\1\r?$/gim)) {
      if (name?.toUpperCase() === 'VTIMEZONE') {
        if (this.#zones.has(component)) continue
        this.#zones.add(component)
      }
      written += `${component.trimEnd()}\r\n`
    }
    return written
  }
}

/** What every file system takes, short enough to be read. */
function fileName(name: string): string {
  const safe = name
    .replace(/[\p{Cc}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return (
    Array.from(safe.replace(/^\.+|\.+$/g, ''))
      .slice(0, 60)
      .join('') || 'calendar'
  )
}

// One Google account in memory: a person, their calendars and their mailbox.
import type { Clock } from '../../clock.ts'
import type { CalendarSettings } from './calendar-resources.ts'
import { FakeCalendar } from './fake-calendar.ts'
import { FakeMailbox } from './fake-mailbox.ts'
import { shortHash } from './opaque-token.ts'

/** Who the account belongs to. */
export interface AccountSettings {
  readonly email: string
  readonly displayName: string
  /** IANA name; default UTC. */
  readonly timeZone?: string
  /** Further addresses the person sends as. */
  readonly sendAs?: readonly { readonly email: string; readonly displayName: string }[]
  /** HTML, as the person set it in Gmail. */
  readonly signature?: string
}

/** A calendar that stands in the list, or stood there until it was removed. */
export interface CalendarListRecord {
  readonly calendar: FakeCalendar
  readonly changeNumber: number
  readonly deleted: boolean
}

/** An account of the fake Google. Change it through `calendar(id)`, `mailbox` and the methods here; every change is logged. */
export class FakeAccount {
  readonly settings: AccountSettings
  readonly email: string
  readonly mailbox: FakeMailbox
  readonly #clock: Pick<Clock, 'now'>
  readonly #calendars = new Map<string, CalendarListRecord>()
  #listChangeNumber = 0
  #oldestValidListChange = 0

  constructor(settings: AccountSettings, clock: Pick<Clock, 'now'>) {
    this.settings = settings
    this.email = settings.email
    this.#clock = clock
    this.mailbox = new FakeMailbox(settings.email, clock)
    this.addCalendar({
      id: settings.email,
      summary: settings.email,
      primary: true,
      accessRole: 'owner',
      colorId: '14',
      backgroundColor: '#9fe1e7',
    })
  }

  /** The stable account number that Google puts into `sub`. */
  get subject(): string {
    return `1${BigInt(`0x${shortHash(this.email)}${shortHash(`${this.email}/subject`)}`)
      .toString()
      .padStart(20, '0')}`
  }

  /** The primary calendar, whose id is the address. */
  get primary(): FakeCalendar {
    return this.calendar(this.email)
  }

  /** The number of the latest change of the calendar list. */
  get listChangeNumber(): number {
    return this.#listChangeNumber
  }

  /** Sync tokens of the calendar list from before this change are answered with 410. */
  get oldestValidListChange(): number {
    return this.#oldestValidListChange
  }

  /** Every calendar of the list, removed ones too. */
  calendarList(): CalendarListRecord[] {
    return [...this.#calendars.values()]
  }

  /** A calendar that is in the list; `primary` names the person's own. Undefined when there is none or it was removed. */
  findCalendar(id: string): FakeCalendar | undefined {
    const record = this.#calendars.get(id === 'primary' ? this.email : id)
    return record?.deleted === false ? record.calendar : undefined
  }

  /** Like `findCalendar`, for callers who know it is there. Throws otherwise. */
  calendar(id: string): FakeCalendar {
    const calendar = this.findCalendar(id)
    if (calendar === undefined) throw new Error(`Account ${this.email} has no calendar ${id}`)
    return calendar
  }

  /** Adds a calendar to the list, empty unless it was there before. */
  addCalendar(settings: Partial<CalendarSettings> & { readonly id: string; readonly summary: string }): FakeCalendar {
    const known = this.#calendars.get(settings.id)?.calendar
    const calendar =
      known ??
      new FakeCalendar(
        {
          timeZone: this.settings.timeZone ?? 'UTC',
          colorId: '1',
          backgroundColor: '#ac725e',
          foregroundColor: '#000000',
          accessRole: 'owner',
          selected: true,
          ...settings,
        },
        this.email,
        this.#clock,
      )
    this.#putInList(calendar, false)
    return calendar
  }

  /** Changes how a calendar stands in the list: its name, colour, or access. */
  editCalendar(id: string, patch: Partial<CalendarSettings>): void {
    const calendar = this.calendar(id)
    calendar.settings = { ...calendar.settings, ...patch }
    this.#putInList(calendar, false)
  }

  /** Takes a calendar out of the list; its events answer 404 from now on. */
  removeCalendar(id: string): void {
    this.#putInList(this.calendar(id), true)
  }

  /** Makes every sync token of the calendar list invalid. */
  expireListSyncTokens(): void {
    this.#listChangeNumber++
    this.#oldestValidListChange = this.#listChangeNumber
  }

  #putInList(calendar: FakeCalendar, deleted: boolean): void {
    this.#listChangeNumber++
    this.#calendars.set(calendar.id, { calendar, changeNumber: this.#listChangeNumber, deleted })
  }
}

// The sample calendars: what happens again and again, what happens once, and what came differently than planned.
import { instantOf, type EventAttendee, type EventDateTime, type EventInput } from '../../google/fake/calendar-resources.ts'
import type { FakeAccount } from '../../google/fake/fake-account.ts'
import type { FakeCalendar } from '../../google/fake/fake-calendar.ts'
import { owner, people, peopleOf, personWithEmail, type Person } from './people.ts'
import { projectsOn, type Project } from './projects.ts'
import { createDice, type Dice } from './random.ts'
import { dateIn, dateOfDay, dayOfDate, instantIn, two, weekdayOf, writeDate, writeInstant } from './zoned-time.ts'

/** How many events, series and exceptions the calendars hold on the anchor day; fixed, so that figures can be compared. */
export const plannedEventCount = 500

/** Calendar ids besides the primary one. */
export const calendarIds = {
  team: 'team@group.calendar.brightwater.example',
  family: 'family@group.calendar.example.com',
  holidays: 'holidays@group.v.calendar.example.com',
} as const

/** What event plans are made with. */
export interface CalendarPlan {
  readonly account: FakeAccount
  readonly homeZone: string
  readonly anchorMs: number
  /** Days since 1970 of the anchor day at home. */
  readonly anchorDay: number
}

const minuteMs = 60_000

/** Fills the calendars. A generator, so that the caller can let others in between the steps. */
export function* planCalendars(account: FakeAccount, anchorMs: number, homeZone: string): Generator<void, CalendarPlan> {
  const plan: CalendarPlan = { account, homeZone, anchorMs, anchorDay: dayOfDate(dateIn(homeZone, anchorMs)) }
  account.addCalendar({
    id: calendarIds.team,
    summary: 'Brightwater Studio',
    description: 'What concerns the whole studio',
    timeZone: homeZone,
    colorId: '15',
    backgroundColor: '#9fc6e7',
    accessRole: 'writer',
  })
  account.addCalendar({ id: calendarIds.family, summary: 'Family', timeZone: homeZone, colorId: '4', backgroundColor: '#fa573c' })
  account.addCalendar({
    id: calendarIds.holidays,
    summary: 'Holidays',
    timeZone: homeZone,
    colorId: '8',
    backgroundColor: '#16a765',
    accessRole: 'reader',
  })
  yield
  yield* addSeries(plan)
  addBirthdays(plan)
  yield
  addHolidays(plan)
  yield
  addDaysAway(plan)
  yield
  yield* addMeetings(plan)
  return plan
}

/** A meeting of a project around a day, with the people of the project. */
export function projectMeeting(plan: CalendarPlan, project: Project, day: number, dice: Dice): EventInput {
  const thing = dice.pick(project.things)
  const guests = dice.sample(project.members, dice.between(1, 5))
  const title = dice.pick([
    `${project.name}: ${thing}`,
    `Review ${thing}`,
    `${project.name} weekly`,
    `Call with ${guests[0]?.firstName ?? project.name}`,
    `${thing} – decisions`,
    `${project.name} planning`,
    `Walk-through: ${thing}`,
    `${project.name} check-in`,
    ...(project.isSoftware ? [`Test round: ${thing}`, `Interviews for ${thing}`] : [`${thing}: last changes`]),
  ])
  const isLate = project.clientId === 'kestrel' || project.clientId === 'tidewater'
  const isEarly = project.clientId === 'hoshino'
  const hour = isEarly ? dice.between(8, 9) : isLate ? dice.between(15, 18) : dice.between(9, 17)
  const minutes = dice.pick([25, 30, 30, 45, 50, 60, 60, 90])
  const organizer = dice.chance(0.55) ? owner : (guests[0] ?? owner)
  const isOnline = dice.chance(0.6)
  return {
    summary: title,
    ...timed(plan.homeZone, day, hour, dice.pick([0, 0, 15, 30, 30]), minutes),
    organizer: personOf(organizer),
    creator: personOf(organizer),
    attendees: attendeesOf(guests, organizer, dice, day < plan.anchorDay),
    ...(isOnline
      ? { hangoutLink: `https://meet.google.com/${meetCode(dice)}`, location: '' }
      : { location: dice.chance(0.4) ? project.place : 'Studio, large table' }),
    ...(dice.chance(0.6)
      ? {
          description: dice.pick([
            `Agenda\n1. Where we are with the ${thing}\n2. Open questions\n3. Next steps until ${dice.pick(['the launch', 'the board meeting', 'the end of the month'])}`,
            `<p>Notes and files are in the <a href="https://files.brightwater.example/${encodeURIComponent(project.name)}">project folder</a>.</p><p>Please read page ${dice.between(2, 14)} before.</p>`,
            `Short one: ${thing}, ${guests[0]?.firstName ?? 'we'} shows the latest version.`,
          ]),
        }
      : {}),
    ...(dice.chance(0.07) ? { status: 'tentative' as const } : {}),
    ...(dice.chance(0.05) ? { visibility: 'private' as const } : {}),
  }
}

/** Guests with their answers; the owner is among them, marked as self. */
export function attendeesOf(guests: readonly Person[], organizer: Person, dice: Dice, isPast: boolean): EventAttendee[] {
  const everyone = [...new Set([organizer, owner, ...guests])]
  return everyone.map((person) => ({
    email: person.email,
    displayName: person.name,
    ...(person === organizer ? { organizer: true } : {}),
    ...(person === owner ? { self: true } : {}),
    responseStatus:
      person === organizer || (person === owner && dice.chance(0.8))
        ? 'accepted'
        : isPast
          ? dice.pick(['accepted', 'accepted', 'accepted', 'accepted', 'tentative', 'declined'])
          : dice.pick(['accepted', 'accepted', 'needsAction', 'needsAction', 'tentative', 'declined']),
    ...(person !== organizer && dice.chance(0.1) ? { optional: true } : {}),
  }))
}

/** `start` and `end` of an event at a wall-clock time in a zone. */
export function timed(
  timeZone: string,
  day: number,
  hour: number,
  minute: number,
  minutes: number,
): { start: EventDateTime; end: EventDateTime } {
  const startMs = instantIn(timeZone, dateOfDay(day), hour, minute)
  return {
    start: { dateTime: writeInstant(timeZone, startMs), timeZone },
    end: { dateTime: writeInstant(timeZone, startMs + minutes * minuteMs), timeZone },
  }
}

/** `start` and `end` of all-day events; the end is the day after the last. */
export function allDay(day: number, days = 1): { start: EventDateTime; end: EventDateTime } {
  return { start: { date: writeDate(dateOfDay(day)) }, end: { date: writeDate(dateOfDay(day + days)) } }
}

interface Series {
  readonly id: string
  readonly calendar: 'primary' | keyof typeof calendarIds
  readonly summary: string
  readonly rule: string
  readonly timeZone?: string
  /** Weekday of the first occurrence, 0 for Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly minutes: number
  /** Weeks between occurrences. */
  readonly weeks: number
  readonly people?: readonly string[]
  readonly more?: EventInput
}

const seriesList: readonly Series[] = [
  {
    id: 'standup',
    calendar: 'team',
    summary: 'Stand-up',
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    weekday: 1,
    hour: 9,
    minute: 15,
    minutes: 15,
    weeks: 1,
    people: ['tobias', 'amara', 'felix', 'priya', 'jonas', 'sofia', 'meiling'],
  },
  {
    id: 'partners',
    calendar: 'primary',
    summary: 'Partners’ round',
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    weekday: 1,
    hour: 11,
    minute: 0,
    minutes: 60,
    weeks: 1,
    people: ['tobias', 'hanna'],
  },
  {
    id: 'critique',
    calendar: 'team',
    summary: 'Design critique',
    rule: 'FREQ=WEEKLY;BYDAY=WE',
    weekday: 3,
    hour: 14,
    minute: 0,
    minutes: 75,
    weeks: 1,
    people: ['amara', 'priya', 'emre', 'leo'],
  },
  {
    id: 'oneamara',
    calendar: 'primary',
    summary: '1:1 Amara / Lena',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    weekday: 2,
    hour: 10,
    minute: 0,
    minutes: 45,
    weeks: 2,
    people: ['amara'],
  },
  {
    id: 'onefelix',
    calendar: 'primary',
    summary: '1:1 Felix / Lena',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH',
    weekday: 4,
    hour: 10,
    minute: 30,
    minutes: 30,
    weeks: 2,
    people: ['felix'],
  },
  {
    id: 'onesofia',
    calendar: 'primary',
    summary: '1:1 Sofia / Lena',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
    weekday: 5,
    hour: 10,
    minute: 0,
    minutes: 30,
    weeks: 2,
    people: ['sofia'],
  },
  {
    id: 'kestrelweekly',
    calendar: 'primary',
    summary: 'Kestrel × Brightwater weekly',
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    timeZone: 'America/New_York',
    weekday: 2,
    hour: 10,
    minute: 0,
    minutes: 45,
    weeks: 1,
    people: ['dana.whitfield@kestrel-robotics.example', 'grace.kim@kestrel-robotics.example', 'felix'],
    more: { hangoutLink: 'https://meet.google.com/kes-trel-wkl' },
  },
  {
    id: 'hoshinocall',
    calendar: 'primary',
    summary: 'Hoshino Paper: 定例会議',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH',
    timeZone: 'Asia/Tokyo',
    weekday: 4,
    hour: 17,
    minute: 0,
    minutes: 60,
    weeks: 2,
    people: ['chihiro.hoshino@hoshino-paper.example', 'misaki.sato@hoshino-paper.example', 'amara'],
  },
  {
    id: 'northwindjf',
    calendar: 'primary',
    summary: 'Jour fixe Northwind',
    rule: 'FREQ=WEEKLY;BYDAY=TH',
    weekday: 4,
    hour: 13,
    minute: 30,
    minutes: 60,
    weeks: 1,
    people: ['katrin.thiessen@northwind.example', 'sven.petersen@northwind.example', 'sofia'],
  },
  {
    id: 'fernhillboard',
    calendar: 'primary',
    summary: 'Wayfinder steering group',
    rule: 'FREQ=MONTHLY;BYDAY=2WE',
    timeZone: 'Europe/London',
    weekday: 3,
    hour: 15,
    minute: 0,
    minutes: 90,
    weeks: 0,
    people: ['margaret.ashworth@fernhill.example', 'imran.siddiqui@fernhill.example', 'bethan.rhys@fernhill.example', 'leo'],
  },
  {
    id: 'focus',
    calendar: 'primary',
    summary: 'Focus time',
    rule: 'FREQ=WEEKLY;BYDAY=WE',
    weekday: 3,
    hour: 9,
    minute: 30,
    minutes: 150,
    weeks: 1,
    more: {
      eventType: 'focusTime',
      focusTimeProperties: { autoDeclineMode: 'declineOnlyNewConflictingInvitations', chatStatus: 'doNotDisturb' },
    },
  },
  {
    id: 'lunchtalk',
    calendar: 'team',
    summary: 'Studio lunch talk',
    rule: 'FREQ=MONTHLY;BYDAY=-1FR',
    weekday: 5,
    hour: 12,
    minute: 30,
    minutes: 60,
    weeks: 0,
    people: ['ruth', 'leo', 'emre', 'jonas'],
  },
  {
    id: 'yoga',
    calendar: 'primary',
    summary: 'Yoga',
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    weekday: 2,
    hour: 18,
    minute: 30,
    minutes: 75,
    weeks: 1,
    more: { visibility: 'private', location: 'Studio am Kanal' },
  },
  {
    id: 'piano',
    calendar: 'family',
    summary: 'Piano lesson Jakob',
    rule: 'FREQ=WEEKLY;BYDAY=TH',
    weekday: 4,
    hour: 16,
    minute: 30,
    minutes: 45,
    weeks: 1,
    more: { location: 'Musikschule' },
  },
  {
    id: 'rowing',
    calendar: 'family',
    summary: 'Rowing',
    rule: 'FREQ=WEEKLY;BYDAY=SA',
    weekday: 6,
    hour: 8,
    minute: 30,
    minutes: 120,
    weeks: 1,
    more: { location: 'Ruderclub Spree' },
  },
  {
    id: 'callparents',
    calendar: 'family',
    summary: 'Call with Ingeborg and Peter',
    rule: 'FREQ=WEEKLY;BYDAY=SU',
    weekday: 0,
    hour: 17,
    minute: 0,
    minutes: 30,
    weeks: 1,
  },
  {
    id: 'invoices',
    calendar: 'primary',
    summary: 'Send invoices',
    rule: 'FREQ=MONTHLY;BYMONTHDAY=1',
    weekday: -1,
    hour: 9,
    minute: 0,
    minutes: 30,
    weeks: 0,
    more: { transparency: 'transparent' },
  },
]

function calendarOf(plan: CalendarPlan, name: Series['calendar']): FakeCalendar {
  return name === 'primary' ? plan.account.primary : plan.account.calendar(calendarIds[name])
}

function* addSeries(plan: CalendarPlan): Generator<void> {
  for (const series of seriesList) {
    const dice = createDice(`series/${series.id}`)
    const timeZone = series.timeZone ?? plan.homeZone
    const startBack = dice.between(200, 270)
    const firstDay = firstOccurrence(series, plan.anchorDay - startBack)
    const guests = (series.people ?? []).map((mailbox) =>
      personWithEmail(mailbox.includes('@') ? mailbox : `${mailbox}@brightwater.example`),
    )
    const organizer = guests.length > 0 && dice.chance(0.5) && guests[0] !== undefined ? guests[0] : owner
    const calendar = calendarOf(plan, series.calendar)
    const createdAtMs = instantIn(timeZone, dateOfDay(firstDay - 7), 10)
    const id = calendar.addEvent(
      {
        id: series.id,
        summary: series.summary,
        ...timed(timeZone, firstDay, series.hour, series.minute, series.minutes),
        recurrence: [`RRULE:${series.rule}`],
        ...(guests.length === 0 ? {} : { attendees: attendeesOf(guests, organizer, dice, true), organizer: personOf(organizer) }),
        ...series.more,
      },
      createdAtMs,
    )
    if (series.weeks > 0) addExceptions(plan, series, calendar, id, firstDay, timeZone, dice)
    yield
  }
}

/** A few occurrences fall out, a few move, a few are about something special; some of them close to the anchor day. */
function addExceptions(
  plan: CalendarPlan,
  series: Series,
  calendar: FakeCalendar,
  id: string,
  firstDay: number,
  timeZone: string,
  dice: Dice,
): void {
  const step = 7 * series.weeks
  const weeksUntilNow = Math.floor((plan.anchorDay - firstDay) / step)
  const chosen = dice.sample(
    Array.from({ length: weeksUntilNow + 8 }, (_unused, index) => index + 1),
    4,
  )
  for (const week of new Set([...chosen, weeksUntilNow + 1])) {
    const day = firstDay + week * step
    const { start } = timed(timeZone, day, series.hour, series.minute, series.minutes)
    const changedAtMs = Math.min(plan.anchorMs - 3_600_000, instantIn(timeZone, dateOfDay(day - 2), 12))
    const kind = dice.between(0, 3)
    if (kind === 0) calendar.cancelOccurrence(id, start, changedAtMs)
    else if (kind === 1)
      calendar.editOccurrence(
        id,
        start,
        { summary: `${series.summary}: ${dice.pick(['planning the quarter', 'with guests', 'look back', 'at the café'])}` },
        changedAtMs,
      )
    else {
      const moved = timed(timeZone, kind === 2 ? day : day + 1, series.hour + (kind === 2 ? 2 : 0), series.minute, series.minutes)
      calendar.moveOccurrence(id, start, moved.start, moved.end, changedAtMs)
    }
  }
}

function firstOccurrence(series: Series, fromDay: number): number {
  let day = fromDay
  if (series.weekday >= 0) {
    while (weekdayOf(day) !== series.weekday) day++
    const nth = /BYDAY=(-?\d)/.exec(series.rule)?.[1]
    if (nth === undefined) return day
    const isNth = (candidate: number): boolean =>
      nth === '-1'
        ? dateOfDay(candidate + 7).month !== dateOfDay(candidate).month
        : Math.ceil(dateOfDay(candidate).day / 7) === Number(nth)
    while (!isNth(day)) day += 7
    return day
  }
  while (dateOfDay(day).day !== 1) day++
  return day
}

function addBirthdays(plan: CalendarPlan): void {
  for (const person of people) {
    if (person.birthday === null) continue
    const { month, day, year } = person.birthday
    plan.account.primary.addEvent(
      {
        id: `birthday${createDice(person.email).between(1e8, 9e8)}`,
        summary: `${person.name}’s birthday`,
        ...allDay(dayOfDate({ year: Math.max(year, 1970), month, day })),
        recurrence: ['RRULE:FREQ=YEARLY'],
        eventType: 'birthday',
        birthdayProperties: { type: 'birthday', contact: `people/c${createDice(person.name).between(1e8, 9e8)}` },
        visibility: 'private',
        transparency: 'transparent',
      },
      plan.anchorMs - 300 * 86_400_000,
    )
  }
}

const holidays: readonly (readonly [month: number, day: number, name: string])[] = [
  [1, 1, 'New Year’s Day'],
  [1, 6, 'Epiphany'],
  [3, 8, 'International Women’s Day'],
  [5, 1, 'Labour Day'],
  [5, 9, 'Europe Day'],
  [8, 15, 'Assumption Day'],
  [10, 3, 'German Unity Day'],
  [10, 31, 'Reformation Day'],
  [11, 1, 'All Saints’ Day'],
  [12, 6, 'Saint Nicholas'],
  [12, 24, 'Christmas Eve'],
  [12, 25, 'Christmas Day'],
  [12, 26, 'Boxing Day'],
  [12, 31, 'New Year’s Eve'],
]

function addHolidays(plan: CalendarPlan): void {
  const year = dateOfDay(plan.anchorDay).year
  for (const each of [year - 1, year, year + 1]) {
    for (const [month, day, summary] of holidays) {
      const at = dayOfDate({ year: each, month, day })
      if (Math.abs(at - plan.anchorDay) > 272) continue
      plan.account
        .calendar(calendarIds.holidays)
        .addEvent(
          {
            id: `holiday${each}${two(month)}${two(day)}`,
            summary,
            ...allDay(at),
            visibility: 'public',
            transparency: 'transparent',
          },
          plan.anchorMs - 400 * 86_400_000,
        )
    }
  }
}

function addDaysAway(plan: CalendarPlan): void {
  const { primary } = plan.account
  const team = plan.account.calendar(calendarIds.team)
  const family = plan.account.calendar(calendarIds.family)
  const at = (offset: number): number => plan.anchorMs + (Math.min(offset, 0) - 20) * 86_400_000
  const away: readonly (readonly [offset: number, days: number, summary: string, where: string])[] = [
    [-204, 3, 'Interaction conference', 'Zürich'],
    [-121, 2, 'Workshop in Lyon', 'Lyon'],
    [-63, 4, 'Kyoto: paper mills', 'Kyoto'],
    [-19, 2, 'Kestrel on site', 'Boston'],
    [2, 2, 'Hamburg: ferry trials', 'Hamburg'],
    [16, 3, 'Design week', 'Rotterdam'],
    [47, 2, 'Studio offsite', 'Märkische Schweiz'],
    [110, 3, 'Trade fair', 'Torino'],
  ]
  for (const [offset, days, summary, location] of away)
    primary.addEvent({ summary, location, ...allDay(plan.anchorDay + offset, days) }, at(offset))
  for (const [offset, days, summary] of [
    [-160, 9, 'Summer week at the lake'],
    [-95, 5, 'Autumn holidays'],
    [33, 12, 'Winter holidays'],
    [140, 6, 'Easter holidays'],
  ] as const) {
    family.addEvent({ summary, ...allDay(plan.anchorDay + offset, days) }, at(offset))
    const { start } = timed(plan.homeZone, plan.anchorDay + offset, 0, 0, 0)
    const { start: end } = timed(plan.homeZone, plan.anchorDay + offset + days, 0, 0, 0)
    primary.addEvent(
      {
        summary: 'Out of office',
        start,
        end,
        eventType: 'outOfOffice',
        outOfOfficeProperties: { autoDeclineMode: 'declineAllConflictingInvitations', declineMessage: 'I am on holiday.' },
      },
      at(offset),
    )
  }
  for (let week = -6; week <= 6; week++) {
    const friday = plan.anchorDay + week * 7 + ((5 - weekdayOf(plan.anchorDay) + 7) % 7)
    primary.addEvent(
      {
        summary: 'Home',
        ...allDay(friday),
        eventType: 'workingLocation',
        workingLocationProperties: { type: 'homeOffice', homeOffice: {} },
        visibility: 'public',
        transparency: 'transparent',
      },
      at(week * 7),
    )
  }
  for (const [offset, person] of [
    [-30, 'jonas'],
    [1, 'emre'],
    [8, 'priya'],
    [22, 'leo'],
  ] as const) {
    team.addEvent(
      { summary: `${personWithEmail(`${person}@brightwater.example`).firstName} away`, ...allDay(plan.anchorDay + offset, 3) },
      at(offset),
    )
  }
  // Two days in one event, over midnight, in another zone than either end's calendar.
  primary.addEvent(
    {
      summary: 'Flight to Boston',
      eventType: 'fromGmail',
      start: {
        dateTime: writeInstant('Europe/Berlin', instantIn('Europe/Berlin', dateOfDay(plan.anchorDay - 20), 17, 40)),
        timeZone: 'Europe/Berlin',
      },
      end: {
        dateTime: writeInstant('America/New_York', instantIn('America/New_York', dateOfDay(plan.anchorDay - 20), 20, 5)),
        timeZone: 'America/New_York',
      },
      location: 'BER',
      source: { url: 'https://mail.google.com/mail', title: 'Your booking' },
    },
    at(-40),
  )
}

const privateEvents = [
  'Dentist',
  'School concert',
  'Dinner with {name}',
  'Coffee with {name}',
  'Parents’ evening',
  'Cinema with {name}',
  'Bike repair',
  'Vaccination Jakob',
  'Playdate',
  'Flea market',
  'Theatre',
  'Haircut',
  'Brunch at {name}’s',
]

/** Single meetings, many around the anchor day and fewer the farther away, until the calendars are as full as planned. */
function* addMeetings(plan: CalendarPlan): Generator<void> {
  const { account } = plan
  const family = account.calendar(calendarIds.family)
  const team = account.calendar(calendarIds.team)
  let number = 0
  const taken = new Map<number, EventInput[]>()
  const add = (offset: number): void => {
    const dice = createDice(`meeting/${number++}`)
    const day = plan.anchorDay + offset
    const isWeekend = weekdayOf(day) === 0 || weekdayOf(day) === 6
    const madeAtMs = Math.min(
      plan.anchorMs - 600_000 * number,
      instantIn(plan.homeZone, dateOfDay(day - dice.between(2, 20)), 10),
    )
    if (isWeekend || dice.chance(0.12)) {
      const name = dice.pick(peopleOf('family')).firstName
      family.addEvent(
        {
          summary: dice.pick(privateEvents).replace('{name}', name),
          ...timed(
            plan.homeZone,
            day,
            isWeekend ? dice.between(10, 18) : dice.between(17, 20),
            dice.pick([0, 30]),
            dice.pick([60, 90, 120]),
          ),
        },
        madeAtMs,
      )
      return
    }
    const project = dice.pick(projectsOn(offset))
    let event = projectMeeting(plan, project, day, dice)
    for (let attempt = 0; attempt < 8 && overlaps(event, taken.get(day) ?? []); attempt++)
      event = projectMeeting(plan, project, day, dice)
    taken.set(day, [...(taken.get(day) ?? []), event])
    const id = account.primary.addEvent(event, madeAtMs)
    if (dice.chance(0.06) && liveCount(account) < plannedEventCount)
      team.addEvent({ ...event, iCalUID: `${id}@google.com` }, madeAtMs)
    else if (dice.chance(0.035)) account.primary.cancelEvent(id, Math.min(plan.anchorMs - 60_000, madeAtMs + 86_400_000))
    else if (dice.chance(0.05))
      account.primary.editEvent(
        id,
        { ...timed(plan.homeZone, day, dice.between(9, 17), 0, 45) },
        Math.min(plan.anchorMs - 60_000, madeAtMs + 7_200_000),
      )
  }
  addOddEvents(plan)
  // The days around today are full first: three to five meetings on working days.
  for (let offset = -7; offset <= 9; offset++) {
    const weekday = weekdayOf(plan.anchorDay + offset)
    const count = weekday === 0 || weekday === 6 ? 1 : offset === 0 ? 5 : 2 + ((number + offset + 40) % 3)
    for (let index = 0; index < count; index++) add(offset)
    yield
  }
  const spread = createDice('meetings/spread')
  while (liveCount(account) < plannedEventCount) {
    const far = spread.next()
    add(far < 0.6 ? spread.between(-90, 60) : spread.between(-270, 270))
    if (number % 4 === 0) yield
  }
}

/** People avoid two meetings at once, mostly. */
function overlaps(event: EventInput, others: readonly EventInput[]): boolean {
  const { start = {}, end = {} } = event
  return others.some((other) => instantOf(other.start ?? {}) < instantOf(end) && instantOf(start) < instantOf(other.end ?? {}))
}

/** Events with the traps of real calendars: a guest twice, a guest without an address, nobody as organizer, no title, a room. */
function addOddEvents(plan: CalendarPlan): void {
  const { primary } = plan.account
  const at = plan.anchorMs - 5 * 86_400_000
  const twice = personWithEmail('dana.whitfield@kestrel-robotics.example')
  primary.addEvent(
    {
      id: 'oddtwice',
      summary: 'Icon review',
      ...timed(plan.homeZone, plan.anchorDay - 3, 16, 0, 30),
      attendees: [
        { email: owner.email, self: true, responseStatus: 'accepted' },
        { email: twice.email, displayName: twice.name, responseStatus: 'accepted' },
        { email: twice.email.toUpperCase(), responseStatus: 'needsAction' },
      ],
    },
    at,
  )
  primary.addEvent(
    {
      id: 'oddnoaddress',
      summary: 'Phone call with the landlord',
      ...timed(plan.homeZone, plan.anchorDay + 3, 12, 0, 20),
      attendees: [
        { displayName: 'Hausverwaltung', responseStatus: 'needsAction' },
        { email: owner.email, self: true, responseStatus: 'accepted' },
      ],
    },
    at,
  )
  primary.addEvent(
    {
      id: 'oddroom',
      summary: 'Board presentation',
      ...timed(plan.homeZone, plan.anchorDay + 1, 15, 0, 90),
      location: 'Room Sund',
      attendees: [
        {
          email: 'room-sund@resource.calendar.example.com',
          displayName: 'Room Sund',
          resource: true,
          responseStatus: 'accepted',
        },
        { email: owner.email, self: true, organizer: true, responseStatus: 'accepted' },
        { email: 'malte.juergensen@northwind.example', displayName: 'Malte Jürgensen', responseStatus: 'accepted' },
      ],
    },
    at,
  )
  primary.addEvent({ id: 'oddtitle', ...timed(plan.homeZone, plan.anchorDay - 1, 13, 0, 30) }, at)
  primary.addEvent(
    { id: 'oddlong', summary: 'On call', ...timed(plan.homeZone, plan.anchorDay - 2, 22, 0, 600), transparency: 'transparent' },
    at,
  )
}

/** What a first sync will list: everything but cancelled events (cancelled occurrences are listed). */
export function liveCount(account: FakeAccount): number {
  let count = 0
  for (const { calendar } of account.calendarList())
    for (const { event } of calendar.records()) if (event.status !== 'cancelled' || event.recurringEventId !== undefined) count++
  return count
}

function personOf(person: Person): { email: string; displayName: string; self?: boolean } {
  return { email: person.email, displayName: person.name, ...(person === owner ? { self: true } : {}) }
}

function meetCode(dice: Dice): string {
  const letters = (count: number): string =>
    Array.from({ length: count }, () => String.fromCharCode(97 + dice.between(0, 25))).join('')
  return `${letters(3)}-${letters(4)}-${letters(3)}`
}

// Single meetings of the sample calendars, with the people of their projects, and the odd ones that real calendars hold.
import { type EventAttendee, type EventDateTime, type EventInput, instantOf } from '../../google/fake/calendar-resources.ts'
import type { FakeAccount } from '../../google/fake/fake-account.ts'
import { calendarIds, type CalendarPlan } from './calendar-frame.ts'
import { owner, peopleOf, type Person, personWithEmail } from './people.ts'
import { type Project, projectsOn } from './projects.ts'
import { createDice, type Dice } from './random.ts'
import { dateOfDay, instantIn, weekdayOf, writeInstant } from './zoned-time.ts'

/** How many events, series and exceptions the calendars hold on the anchor day; fixed, so that figures can be compared. */
export const plannedEventCount = 500

const minuteMs = 60_000

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
export function* addMeetings(plan: CalendarPlan): Generator<void> {
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

/** Someone as organizer or creator. */
export function personOf(person: Person): { email: string; displayName: string; self?: boolean } {
  return { email: person.email, displayName: person.name, ...(person === owner ? { self: true } : {}) }
}

function meetCode(dice: Dice): string {
  const letters = (count: number): string =>
    Array.from({ length: count }, () => String.fromCharCode(97 + dice.between(0, 25))).join('')
  return `${letters(3)}-${letters(4)}-${letters(3)}`
}

// The mails that calendars send around: an invitation for a meeting that also stands in the owner's calendar.
import { instantOf, type CalendarEvent } from '../../google/fake/calendar-resources.ts'
import { composeMail } from './compose-mail.ts'
import { owner } from './people.ts'
import { two, wallClock, writeMailDate } from './zoned-time.ts'

/** The source of an invitation, with the meeting as iCalendar (RFC 5546). */
export function composeInvitation(event: CalendarEvent, homeZone: string, atMs: number): Uint8Array {
  const { start = {}, end = {}, summary = '', organizer = {}, iCalUID = event.id } = event
  const clock = wallClock(homeZone, instantOf(start))
  const when = `${two(clock.day)}.${two(clock.month)}.${clock.year} ${two(clock.hour)}:${two(clock.minute)}`
  const from = `${organizer.displayName ?? ''} <${organizer.email ?? ''}>`
  const guests = event.attendees ?? []
  const calendar = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Example//Calendar//EN',
    'VERSION:2.0',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `DTSTART:${stamp(instantOf(start))}`,
    `DTEND:${stamp(instantOf(end))}`,
    `DTSTAMP:${stamp(atMs)}`,
    `UID:${iCalUID}`,
    `ORGANIZER;CN=${organizer.displayName ?? ''}:mailto:${organizer.email ?? ''}`,
    ...guests
      .filter((guest) => guest.email !== undefined)
      .map((guest) => `ATTENDEE;CN=${guest.displayName ?? guest.email};PARTSTAT=NEEDS-ACTION:mailto:${guest.email}`),
    `SUMMARY:${summary.replaceAll(/[,;]/g, '\\$&')}`,
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  return composeMail({
    key: `invite-${event.id}`,
    headers: [
      ['From', from],
      ['Sender', 'Calendar <calendar-notification@calendar.example.com>'],
      ['Reply-To', from],
      ['To', owner.email],
      ['Subject', `Invitation: ${summary} @ ${when} (${owner.email})`],
      ['Date', writeMailDate(homeZone, atMs)],
      ['Message-ID', invitationMessageId(event)],
      ['Auto-Submitted', 'auto-generated'],
    ],
    text: `${organizer.displayName ?? 'Someone'} has invited you to an event.\n\n${summary}\n${when}\n${event.location ?? ''}\n\nGuests:\n${guests.map((guest) => `- ${guest.displayName ?? guest.email}`).join('\n')}`,
    calendar,
  })
}

/** The Message-ID of an event's invitation. */
function invitationMessageId(event: CalendarEvent): string {
  return `<calendar-${event.id}@calendar.example.com>`
}

function stamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

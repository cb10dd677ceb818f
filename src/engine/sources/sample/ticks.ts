// Life going on in the sample world: each later sync finds a few new mails, a new meeting, a change of plans.
import { bulkMail } from './bulk-mail.ts'
import { bulkSenders } from './bulk-senders.ts'
import { projectMeeting, timed } from './calendar-meetings.ts'
import { instantOf } from '../../google/fake/calendar-resources.ts'
import { planConversation, writeNext, type Conversation } from './conversations.ts'
import { projectsOn } from './projects.ts'
import { createDice, type Dice } from './random.ts'
import { deliverBulkMail, deliverConversationMail, type SampleWorld } from './sample-world.ts'
import { dateIn, dayOfDate, weekdayOf } from './zoned-time.ts'

/** Time in the sample world goes on by this much with every tick. */
const tickMs = 20_000

/** Applies the next tick through the account's change log: equal ticks change a world equally, on every machine. */
export function applyTick(world: SampleWorld): void {
  world.tick++
  const { tick } = world
  const dice = createDice(`tick/${tick}`)
  const atMs = world.anchorMs + tick * tickMs
  receiveMails(world, dice, atMs)
  changeCalendar(world, dice, atMs)
  tidyUp(world, dice)
}

function receiveMails(world: SampleWorld, dice: Dice, atMs: number): void {
  const open = world.conversations.filter(
    (conversation) => conversation.mails.length < conversation.turns && atMs - lastMailAt(conversation) < 30 * 86_400_000,
  )
  for (const [index, conversation] of dice.sample(open, dice.between(1, 2)).entries()) {
    deliverConversationMail(world, writeNext(conversation, atMs + index * 3000))
  }
  if (open.length === 0 || dice.chance(0.6)) {
    const conversation = planConversation(100_000 + world.tick, world.anchorMs, world.homeZone, Number.NEGATIVE_INFINITY)
    world.conversations.push(conversation)
    deliverConversationMail(world, writeNext(conversation, atMs + 7000))
  }
  if (dice.chance(0.4)) deliverBulkMail(world, bulkMail(dice.pick(bulkSenders), 10_000 + world.tick, atMs + 11_000))
}

function lastMailAt(conversation: Conversation): number {
  return conversation.mails.at(-1)?.atMs ?? 0
}

function changeCalendar(world: SampleWorld, dice: Dice, atMs: number): void {
  const { primary } = world.account
  const plan = world.calendarPlan
  const upcoming = [...primary.records()]
    .map((record) => record.event)
    .filter(
      (event) =>
        event.status !== 'cancelled' &&
        event.attendees !== undefined &&
        event.recurrence === undefined &&
        event.recurringEventId === undefined &&
        event.start?.dateTime !== undefined,
    )
    .filter(
      (event) => event.start !== undefined && instantOf(event.start) > atMs && instantOf(event.start) < atMs + 21 * 86_400_000,
    )
  let day = plan.anchorDay + dice.between(0, 9)
  while (weekdayOf(day) === 0 || weekdayOf(day) === 6) day++
  switch (upcoming.length < 5 ? 0 : world.tick % 4) {
    case 1: {
      const event = dice.pick(upcoming)
      const eventDay = dayOfDate(dateIn(world.homeZone, instantOf(event.start ?? {})))
      primary.editEvent(event.id, timed(world.homeZone, eventDay, dice.between(9, 17), dice.pick([0, 30]), 45), atMs)
      return
    }
    case 2: {
      const event = dice.pick(upcoming)
      primary.editEvent(
        event.id,
        {
          location: dice.pick(['Studio, small room', 'By phone', 'Café opposite', 'Studio, large table']),
          description: `Changed on short notice.\n${event.description ?? ''}`,
        },
        atMs,
      )
      return
    }
    case 3:
      primary.cancelEvent(dice.pick(upcoming).id, atMs)
      primary.addEvent(projectMeeting(plan, dice.pick(projectsOn(0)), day, dice), atMs)
      return
    default:
      primary.addEvent(projectMeeting(plan, dice.pick(projectsOn(0)), day, dice), atMs)
  }
}

/** The owner reads a mail or two, and now and then throws a newsletter away. */
function tidyUp(world: SampleWorld, dice: Dice): void {
  const { mailbox } = world.account
  const recent = mailbox.messages().slice(0, 150)
  const unread = recent.filter((message) => message.labelIds.has('UNREAD') && message.labelIds.has('INBOX')).slice(3)
  for (const message of dice.sample(unread, dice.between(0, 2))) mailbox.removeLabels(message.id, ['UNREAD'])
  const newsletters = recent.filter((message) => message.labelIds.has('CATEGORY_PROMOTIONS') && message.labelIds.has('INBOX'))
  if (world.tick % 5 === 0 && newsletters.length > 0) mailbox.trash(dice.pick(newsletters).id)
}

// Conversations of the sample world: who writes to whom about what and when, and what each mail says.
import { fillIn, slotsOf } from './conversation-slots.ts'
import type { Language } from './circle.ts'
import { owner, ownerAlias, people, peopleOf, type Person } from './people.ts'
import { type Project, projectsOn } from './projects.ts'
import { createDice, type Dice } from './random.ts'
import type { Conversations, Scenario } from './texts/conversation.ts'
import { dutch, japanese } from './texts/dutch-and-japanese.ts'
import { english } from './texts/english.ts'
import { german } from './texts/german.ts'
import { french, italian, portuguese, spanish } from './texts/romance.ts'
import { dateIn, dateOfDay, dayOfDate, instantIn, wallClock, weekdayOf } from './zoned-time.ts'

/** What is said, by language. */
export const texts: Record<Language, Conversations> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  ja: japanese,
}

/** A mail of a conversation. Its text is made when somebody reads it, the same each time. */
export interface ConversationMail {
  readonly conversation: Conversation
  readonly index: number
  readonly from: Person
  readonly fromEmail: string
  readonly to: readonly Person[]
  readonly cc: readonly Person[]
  readonly atMs: number
  readonly messageId: string
}

/** An exchange of mails about one thing. Mails that would lie after the anchor are left for later ticks. */
export interface Conversation {
  readonly key: string
  readonly circle: Scenario['circle']
  readonly project: Project
  readonly language: Language
  readonly scenario: Scenario
  readonly subject: string
  readonly slots: Readonly<Record<string, string>>
  /** The one the owner talks with. */
  readonly partner: Person
  readonly others: readonly Person[]
  readonly beganByOwner: boolean
  /** Which of the versions of every turn is spoken. */
  readonly version: number
  /** How many mails it will have in the end. */
  readonly turns: number
  readonly mails: ConversationMail[]
  /** When the mail after the last one of `mails` is due; only meaningful while turns are left. */
  nextAtMs: number
}

/** Plans the conversation of a number, with the mails that lie before `untilMs`; none when that is the beginning of time. */
export function planConversation(number: number, anchorMs: number, homeZone: string, untilMs: number): Conversation {
  const key = `c${number}`
  const dice = createDice(`conversation/${number}`)
  const anchorDay = dayOfDate(dateIn(homeZone, anchorMs))
  const isRecent = untilMs < anchorMs || dice.chance(0.34)
  const dayBack = isRecent ? dice.between(0, 40) : dice.between(20, 545)
  const circle = circleOf(dice)
  const running = projectsOn(-dayBack)
  const project = dice.pick(circle === 'client' ? running.filter((candidate) => candidate.clientId !== 'brightwater') : running)
  const partner = partnerOf(circle, project, dice)
  const language = circle === 'team' || circle === 'freelance' ? 'en' : partner.organisation.language
  const talk = texts[language]
  const fitting = talk.scenarios.filter(
    (scenario) => scenario.circle === circle && (scenario.needs === undefined || project.isSoftware),
  )
  const scenario = dice.pick(fitting.length > 0 ? fitting : english.scenarios.filter((candidate) => candidate.circle === circle))
  const others = othersOf(circle, project, partner, dice)
  const slots = slotsOf(circle, project, language, partner, others, talk, dice)
  const beganByOwner = (circle !== 'client' || scenario.begins === 'either') && dice.chance(0.5)
  const conversation: Conversation = {
    key,
    circle,
    project,
    language,
    scenario,
    subject: fillIn(dice.pick(scenario.subjects), slots),
    slots,
    partner,
    others,
    beganByOwner,
    version: dice.between(0, 5),
    turns: scenario.turns.length + (dice.chance(0.3) ? dice.between(1, 4) : 0) + (dice.chance(0.04) ? 6 : 0),
    mails: [],
    nextAtMs: firstMailAt(circle, partner, anchorDay - dayBack, dice),
  }
  while (conversation.mails.length < conversation.turns && conversation.nextAtMs < untilMs) writeNext(conversation)
  return conversation
}

/** Lets the next turn of a conversation happen, at its own time or, for ticks, at the time given. */
export function writeNext(conversation: Conversation, atMs: number = conversation.nextAtMs): ConversationMail {
  const index = conversation.mails.length
  const dice = createDice(`${conversation.key}/mail/${index}`)
  const isFromOwner = (index % 2 === 0) === conversation.beganByOwner
  const replier =
    !isFromOwner && index > 1 && dice.chance(0.25)
      ? dice.pick([conversation.partner, ...conversation.others])
      : conversation.partner
  const from = isFromOwner ? owner : replier
  const to = isFromOwner ? [conversation.partner] : [owner]
  const mail: ConversationMail = {
    conversation,
    index,
    from,
    fromEmail: isFromOwner && conversation.circle === 'private' ? ownerAlias : from.email,
    to,
    cc: [conversation.partner, ...conversation.others].filter((person) => person !== from && !to.includes(person)),
    atMs,
    messageId: messageIdOf(from, `${conversation.key}/${index}`, dice),
  }
  conversation.mails.push(mail)
  conversation.nextAtMs = nextMailAt(conversation, atMs, dice)
  return mail
}

function circleOf(dice: Dice): Scenario['circle'] {
  const roll = dice.next()
  return roll < 0.62 ? 'client' : roll < 0.78 ? 'team' : roll < 0.86 ? 'freelance' : 'private'
}

function partnerOf(circle: Scenario['circle'], project: Project, dice: Dice): Person {
  switch (circle) {
    case 'client':
      return favourite(peopleOf(project.clientId), dice)
    case 'team':
      return dice.pick(peopleOf('brightwater'))
    case 'freelance':
      return dice.pick(peopleOf('freelance'))
    case 'private':
      return dice.pick(people.filter((person) => person.organisation.kind === 'private'))
  }
}

/** The first of a team are written to more often than the last. */
function favourite(candidates: readonly Person[], dice: Dice): Person {
  return dice.pick(candidates.slice(0, 1 + Math.floor(dice.next() * candidates.length)))
}

function othersOf(circle: Scenario['circle'], project: Project, partner: Person, dice: Dice): Person[] {
  if (circle === 'private')
    return dice.chance(0.25)
      ? dice.sample(
          peopleOf(partner.organisation.id).filter((person) => person !== partner),
          dice.between(1, 3),
        )
      : []
  if (dice.chance(0.45)) return []
  return dice.sample(
    project.members.filter((person) => person !== partner && (circle !== 'team' || person.organisation.kind === 'own')),
    dice.between(1, 3),
  )
}

function messageIdOf(from: Person, key: string, dice: Dice): string {
  const domain = from.email.slice(from.email.indexOf('@') + 1)
  const letters = Array.from({ length: 3 }, () => dice.between(0x10000, 0xfffff).toString(16)).join('')
  switch (from.program) {
    case 'gmail':
      return `<CA${letters}.${key.replace('/', '.')}@mail.${domain}>`
    case 'outlook':
      return `<${letters.toUpperCase()}${key.replace('/', 'T').toUpperCase()}@EX01.${domain}>`
    default:
      return `<${letters}-${key.replace('/', '-')}@${domain}>`
  }
}

function firstMailAt(circle: Scenario['circle'], partner: Person, day: number, dice: Dice): number {
  const workDay = circle === 'private' ? day : weekdayOf(day) === 0 ? day - 2 : weekdayOf(day) === 6 ? day - 1 : day
  const hour = circle === 'private' ? dice.between(8, 21) : dice.between(8, 17)
  return instantIn(partner.organisation.timeZone, dateOfDay(workDay), hour, dice.between(0, 59)) + dice.between(0, 59) * 1000
}

/** Answers come after minutes, hours or days; at work not in the night and not at the weekend. */
function nextMailAt(conversation: Conversation, afterMs: number, dice: Dice): number {
  const minutes = dice.chance(0.35) ? dice.between(6, 55) : dice.chance(0.6) ? dice.between(60, 600) : dice.between(900, 5200)
  const atMs = afterMs + minutes * 60_000 + dice.between(0, 59) * 1000
  if (conversation.circle === 'private') return atMs
  const { timeZone } = conversation.partner.organisation
  const clock = wallClock(timeZone, atMs)
  const day = dayOfDate(clock)
  const isWorkDay = clock.weekday !== 0 && clock.weekday !== 6
  if (isWorkDay && clock.hour >= 8 && clock.hour < 20) return atMs
  let workDay = clock.hour >= 20 || !isWorkDay ? day + 1 : day
  while (weekdayOf(workDay) === 0 || weekdayOf(workDay) === 6) workDay++
  return instantIn(timeZone, dateOfDay(workDay), dice.between(8, 10), dice.between(0, 59)) + dice.between(0, 59) * 1000
}

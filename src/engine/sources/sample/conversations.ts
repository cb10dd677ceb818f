// Conversations of the sample world: who writes to whom about what and when, and what each mail says.
import { composeMail, type MailFile } from './compose-mail.ts'
import { addressOf, owner, ownerAlias, people, peopleOf, type Language, type Person } from './people.ts'
import { projectsOn, type Project } from './projects.ts'
import { writeHtmlReply, writeReply, type QuotedMail } from './quote-reply.ts'
import { createDice, type Dice } from './random.ts'
import { signatureOf } from './signatures.ts'
import type { Conversations, Scenario } from './texts/conversation.ts'
import { dutch, japanese } from './texts/dutch-and-japanese.ts'
import { english } from './texts/english.ts'
import { german } from './texts/german.ts'
import { french, italian, portuguese, spanish } from './texts/romance.ts'
import { dateIn, dayOfDate, instantIn, dateOfDay, wallClock, weekdayOf, writeMailDate } from './zoned-time.ts'

const texts: Record<Language, Conversations> = {
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

/** The source of a mail. */
export function composeConversationMail(mail: ConversationMail): Uint8Array {
  const { conversation, from, index } = mail
  const { language } = conversation
  const dice = createDice(`${conversation.key}/style/${index}`)
  const own = ownText(mail)
  const signature = signatureOf(from, texts[language].fromPhone, index)
  const quoted = index === 0 ? null : quotedOf(mail, 2)
  const program = from === owner && dice.chance(0.3) ? 'phone' : from.program
  const timeZone = from.organisation.timeZone
  const text = writeReply(own, signature, quoted, program, language, timeZone)
  const withHtml = program === 'gmail' || program === 'outlook' || (program === 'apple' && dice.chance(0.5))
  const files = filesOf(mail, own)
  return composeMail({
    key: `${conversation.key}-${index}`,
    headers: [
      ['From', addressOf({ name: from.name, email: mail.fromEmail })],
      ['To', mail.to.map((person) => addressOf(addressedAs(person, conversation))).join(', ')],
      ['Cc', mail.cc.length === 0 ? null : mail.cc.map((person) => addressOf(person)).join(', ')],
      ['Subject', subjectOf(mail)],
      ['Date', writeMailDate(timeZone, mail.atMs)],
      ['Message-ID', mail.messageId],
      ...threadHeaders(mail),
      [
        'X-Mailer',
        program === 'outlook' ? 'Microsoft Outlook 16.0' : program === 'apple' ? 'Apple Mail (2.3774.300.61.1.2)' : null,
      ],
      ['User-Agent', program === 'thunderbird' ? 'Mozilla Thunderbird' : null],
    ],
    text,
    ...(withHtml ? { html: writeHtmlReply(own, signature, quoted, program, language, timeZone) } : {}),
    ...(program === 'outlook' &&
    language !== 'ja' &&
    !/[^\u0000-\u024f‘’“”„…–—€]/.test(text) &&
    !/[ĀāăĄąĆćČčĎďĘęĚěĞğİıŁłŃńŇňŐőŘřŚśŞşŠšŤťŮůŰűŹźŻżŽž]/.test(text)
      ? { charset: language === 'de' ? ('iso-8859-1' as const) : ('windows-1252' as const) }
      : {}),
    isFlowed: program === 'thunderbird',
    ...(files.length === 0 ? {} : { files }),
  })
}

/** The subject with the program's mark for replies. */
export function subjectOf(mail: ConversationMail): string {
  if (mail.index === 0) return mail.conversation.subject
  return `${mail.conversation.language === 'de' && mail.from.program === 'outlook' ? 'AW' : 'Re'}: ${mail.conversation.subject}`
}

/** Fills the words in braces. A word that is not known stays, so that tests find it. */
export function fillIn(text: string, slots: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole)
}

/** What the person wrote, without signature and quote. */
export function ownText(mail: ConversationMail): string {
  const { conversation, index, from } = mail
  const talk = texts[conversation.language]
  const dice = createDice(`${conversation.key}/text/${index}`)
  const to = mail.to[0] ?? owner
  const slots = { ...conversation.slots, name: to.firstName, sender: from.firstName }
  const turn = conversation.scenario.turns[index]
  // Versions of a turn fit to the same version of the turns around it.
  const body = fillIn(turn === undefined ? dice.pick(talk.more) : (turn[conversation.version % turn.length] ?? ''), slots)
  const aside = dice.chance(0.18) ? `\n\n${fillIn(dice.pick(talk.asides), slots)}` : ''
  const greeting = index < 4 || dice.chance(0.4) ? `${fillIn(dice.pick(talk.greetings), slots)}\n\n` : ''
  return `${greeting}${body}${aside}\n\n${dice.pick(talk.closings)}\n${from.firstName}`
}

function quotedOf(mail: ConversationMail, depth: number): QuotedMail | null {
  const before = mail.conversation.mails[mail.index - 1]
  if (before === undefined || depth === 0) return null
  const own = ownText(before)
  const signature = signatureOf(before.from, texts[mail.conversation.language].fromPhone, before.index)
  const text = writeReply(
    own,
    signature,
    quotedOf(before, depth - 1),
    before.from.program,
    mail.conversation.language,
    before.from.organisation.timeZone,
  )
  return {
    from: before.from,
    fromEmail: before.fromEmail,
    to: before.to.map((person) => person.name).join('; '),
    subject: subjectOf(before),
    atMs: before.atMs,
    text,
  }
}

function threadHeaders(mail: ConversationMail): [string, string | null][] {
  const before = mail.conversation.mails.slice(0, mail.index)
  const parent = before.at(-1)
  if (parent === undefined) return []
  return [
    ['In-Reply-To', parent.messageId],
    ['References', before.map((earlier) => earlier.messageId).join('\r\n ')],
  ]
}

function addressedAs(person: Person, conversation: Conversation): Pick<Person, 'name' | 'email'> {
  return person === owner && conversation.circle === 'private' ? { name: owner.name, email: ownerAlias } : person
}

const attached = /attached|anbei|liegt bei|Anhang|pièce jointe|ci-jointe|adjunt|allegato|bijlage|添付/i

function filesOf(mail: ConversationMail, own: string): MailFile[] {
  if (!attached.test(own)) return []
  const dice = createDice(`${mail.conversation.key}/file/${mail.index}`)
  const { project, circle } = mail.conversation
  const base =
    circle === 'private'
      ? 'IMG_' + String(dice.between(1000, 9999))
      : `${project.name} ${dice.pick(project.things)} v${dice.between(1, 9)}`
  const [extension, mimeType] = dice.pick<readonly [string, string]>(
    circle === 'private'
      ? [['jpg', 'image/jpeg']]
      : [
          ['pdf', 'application/pdf'],
          ['pdf', 'application/pdf'],
          ['png', 'image/png'],
          ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
          ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
        ],
  )
  return [
    {
      name: `${base}.${extension}`,
      mimeType,
      content: Buffer.from(`${extension} ${base} `.repeat(dice.between(20, 120)), 'utf8'),
    },
  ]
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

const privatePlaces = ['the lake', 'Rügen', 'the allotment', 'Grandma’s', 'the canal', 'the Harz']

function slotsOf(
  circle: Scenario['circle'],
  project: Project,
  language: Language,
  partner: Person,
  others: readonly Person[],
  talk: Conversations,
  dice: Dice,
): Record<string, string> {
  const [day = '', day2 = ''] = dice.sample(talk.days, 2)
  const hour = dice.between(9, 16)
  const third = others[0] ?? dice.pick(peopleOf(partner.organisation.id).filter((person) => person !== partner))
  return {
    project: project.name,
    thing: dice.pick(project.things),
    place: circle === 'private' ? dice.pick(privatePlaces) : project.place,
    day,
    day2,
    time: language === 'fr' ? String(hour) : language === 'ja' ? `${hour}時` : `${hour}:${dice.pick(['00', '30', '15'])}`,
    amount: amountIn(language, circle === 'private' ? dice.between(2, 60) * 20 : dice.between(8, 240) * 100),
    number: String(dice.between(3, 24)),
    third: third.firstName,
  }
}

function amountIn(language: Language, euros: number): string {
  const groups = (separator: string, value = euros): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, separator)
  switch (language) {
    case 'en':
      return `€${groups(',')}`
    case 'fr':
      return `${groups('\u202f')} €`
    case 'ja':
      return `${groups(',', euros * 160)}円`
    default:
      return `${groups('.')} €`
  }
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

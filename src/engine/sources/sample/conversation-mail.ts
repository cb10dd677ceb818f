// What the mails of a conversation say and how they look: text, signature, quote, attachments.
import { composeMail, type MailFile } from './compose-mail.ts'
import { fillIn } from './conversation-slots.ts'
import { type Conversation, type ConversationMail, texts } from './conversations.ts'
import { addressOf, owner, ownerAlias, type Person } from './people.ts'
import { type QuotedMail, writeHtmlReply, writeReply } from './quote-reply.ts'
import { createDice } from './random.ts'
import { signatureOf } from './signatures.ts'
import { writeMailDate } from './zoned-time.ts'

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
function subjectOf(mail: ConversationMail): string {
  if (mail.index === 0) return mail.conversation.subject
  return `${mail.conversation.language === 'de' && mail.from.program === 'outlook' ? 'AW' : 'Re'}: ${mail.conversation.subject}`
}

/** What the person wrote, without signature and quote. */
function ownText(mail: ConversationMail): string {
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

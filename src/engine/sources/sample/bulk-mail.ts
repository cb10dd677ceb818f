// Mail that no person wrote to the owner alone: newsletters, lists, receipts, machines. Told apart by its headers, as in life.
import type { BulkSender } from './bulk-senders.ts'
import { composeMail } from './compose-mail.ts'
import { addressOf, owner, ownerAlias, peopleOf, type Person } from './people.ts'
import { escapeHtml } from './quote-reply.ts'
import { createDice, type Dice } from './random.ts'
import { dateIn, dateOfDay, dayOfDate, instantIn, two, writeMailDate } from './zoned-time.ts'

/** A mail of such a sender. */
export interface BulkMail {
  readonly sender: BulkSender
  readonly number: number
  readonly atMs: number
  readonly messageId: string
}

const goodbyes: Record<string, string> = {
  branche: 'Keine weiteren Ausgaben? Hier abmelden:',
  grocer: 'Sie erhalten diese Mail als Kundin. Abmelden:',
  museum: 'Newsletter abbestellen:',
  atelier: 'Se désabonner :',
}

const topics = [
  'contrast in maps',
  'variable fonts',
  'design tokens',
  'diary studies',
  'offline-first apps',
  'plain language',
  'signage',
  'accessible charts',
  'slow software',
  'service blueprints',
]

/** Every mail of a sender from 18 months before the anchor until the anchor. */
export function planBulkMails(sender: BulkSender, anchorMs: number, homeZone: string): BulkMail[] {
  const dice = createDice(`bulk/${sender.id}`)
  const anchorDay = dayOfDate(dateIn(homeZone, anchorMs))
  const mails: BulkMail[] = []
  let daysBack = dice.next() * sender.everyDays
  while (daysBack < 545) {
    const atMs =
      instantIn(homeZone, dateOfDay(anchorDay - Math.floor(daysBack)), dice.between(5, 20), dice.between(0, 59)) +
      dice.between(0, 59_999)
    if (atMs < anchorMs) mails.push(bulkMail(sender, mails.length, atMs))
    daysBack += sender.everyDays * (0.7 + dice.next() * 0.6)
  }
  return mails
}

/** One mail of a sender. Its number makes its text. */
export function bulkMail(sender: BulkSender, number: number, atMs: number): BulkMail {
  const domain = /@([^>]+)>/.exec(sender.from)?.[1] ?? 'example.com'
  return {
    sender,
    number,
    atMs,
    messageId: `<${sender.id}.${number}.${createDice(`bulk/${sender.id}/${number}`).between(1e8, 9e8)}@${domain}>`,
  }
}

/** The source of such a mail. */
export function composeBulkMail(mail: BulkMail): Uint8Array {
  const { sender } = mail
  const dice = createDice(`bulk/${sender.id}/${mail.number}/text`)
  const slots = bulkSlots(mail, dice)
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole)
  const member = sender.kind === 'list' ? listMember(sender, dice) : null
  const subject = fill(dice.pick(sender.subjects))
  const text = fill(dice.pick(sender.bodies)).replaceAll('{name}', member?.name ?? '')
  const address = /<([^>]+)>/.exec(sender.from)?.[1] ?? ''
  const to =
    sender.labels.includes('CATEGORY_PROMOTIONS') || sender.id === 'parcel' || sender.id === 'bank' ? ownerAlias : owner.email
  const footer =
    sender.kind === 'newsletter'
      ? `\n\n—\n${goodbyes[sender.id] ?? 'You receive this because you signed up. Unsubscribe:'} https://${address.split('@')[1]}/u/${mail.number}`
      : sender.kind === 'list'
        ? `\n_______________________________________________\n${address}`
        : ''
  const unsubscribe = `<https://${address.split('@')[1]}/u/${mail.number}>, <mailto:${address.replace('@', '-leave@')}>`
  return composeMail({
    key: `${sender.id}-${mail.number}`,
    headers: [
      ['From', member === null ? sender.from : addressOf(member)],
      ['To', sender.kind === 'list' ? address : to],
      ['Subject', subject],
      ['Date', writeMailDate('Europe/Berlin', mail.atMs)],
      ['Message-ID', mail.messageId],
      ['List-Id', sender.listId ?? null],
      ['List-Unsubscribe', sender.listId === undefined ? null : unsubscribe],
      ['List-Unsubscribe-Post', sender.kind === 'newsletter' ? 'List-Unsubscribe=One-Click' : null],
      ['Precedence', sender.kind === 'list' ? 'list' : sender.kind === 'newsletter' ? 'bulk' : null],
      ['Auto-Submitted', sender.kind === 'automatic' ? 'auto-generated' : null],
    ],
    text: text + footer,
    ...(sender.kind === 'list' || sender.id === 'build' ? {} : { html: bulkHtml(subject, text, footer, address) }),
  })
}

function bulkHtml(subject: string, text: string, footer: string, address: string): string {
  const site = address.split('@')[1] ?? ''
  const paragraphs = text
    .split('\n\n')
    .map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title><style>body{background:#f4f4f2;font-family:Georgia,serif}</style></head><body><div style="display:none;max-height:0">${escapeHtml(text.slice(0, 90))}</div><table role="presentation" width="100%"><tr><td align="center"><table role="presentation" width="600" style="background:#fff"><tr><td style="padding:24px"><img src="https://${site}/logo.png" width="120" alt="${site}"><h1>${escapeHtml(subject)}</h1>${paragraphs.join('')}<a href="https://${site}/read?utm_source=mail">Read more</a></td></tr><tr><td style="padding:24px;color:#777;font-size:12px">${escapeHtml(footer.trim()).replaceAll('\n', '<br>')}<img src="https://${site}/open.gif" width="1" height="1" alt=""></td></tr></table></td></tr></table></body></html>`
}

function bulkSlots(mail: BulkMail, dice: Dice): Record<string, string> {
  const date = dateIn('Europe/Berlin', mail.atMs + dice.between(2, 12) * 86_400_000)
  const base: Record<string, string> = {
    number:
      mail.sender.id === 'grid' || mail.sender.kind === 'automatic' ? String(mail.number + 180) : String(dice.between(5, 40)),
    amount: `${dice.between(5, 180)},${two(dice.between(0, 99))} €`,
    code: dice.between(0x100000, 0xffffff).toString(16).toUpperCase(),
    date: `${two(date.day)}.${two(date.month)}.${date.year}`,
    topic: dice.pick(topics),
  }
  if (mail.sender.kind !== 'list')
    base['name'] = dice.pick([...peopleOf('kestrel'), ...peopleOf('freelance'), ...peopleOf('lumen')]).name
  return base
}

function listMember(sender: BulkSender, dice: Dice): Person {
  return sender.id === 'parents'
    ? dice.pick(peopleOf('neighbourhood').slice(0, 3))
    : dice.pick([...peopleOf('freelance'), ...peopleOf('fernhill')])
}

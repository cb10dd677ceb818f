// Mail that no person wrote to the owner alone: newsletters, lists, receipts, machines. Told apart by its headers, as in life.
import { composeMail } from './compose-mail.ts'
import { addressOf, owner, ownerAlias, peopleOf, type Person } from './people.ts'
import { escapeHtml } from './quote-reply.ts'
import { createDice, type Dice } from './random.ts'
import { dateIn, dateOfDay, dayOfDate, instantIn, two, writeMailDate } from './zoned-time.ts'

/** A sender of many mails alike. */
export interface BulkSender {
  readonly id: string
  readonly from: string
  readonly kind: 'newsletter' | 'list' | 'automatic'
  readonly listId?: string
  /** One mail in so many days, about. */
  readonly everyDays: number
  readonly labels: readonly string[]
  readonly subjects: readonly string[]
  readonly bodies: readonly string[]
}

/** A mail of such a sender. */
export interface BulkMail {
  readonly sender: BulkSender
  readonly number: number
  readonly atMs: number
  readonly messageId: string
}

const promotions = ['CATEGORY_PROMOTIONS']
const updates = ['CATEGORY_UPDATES']

/** Everybody who sends such mail. {number}, {amount}, {code}, {date}, {topic}, {name} are filled in. */
export const bulkSenders: readonly BulkSender[] = [
  {
    id: 'grid',
    from: 'The Grid Weekly <hello@thegrid.example>',
    kind: 'newsletter',
    listId: 'The Grid Weekly <weekly.thegrid.example>',
    everyDays: 7,
    labels: promotions,
    subjects: ['The Grid #{number}: {topic}', 'The Grid #{number} – why {topic} matters again'],
    bodies: [
      'This week: {topic}, seen from three studios that tried it. Also: a long read on signage in hospitals, and a typeface made by ferry captains.\n\nRead it online, or forward it to a colleague who needs it.',
      'Everybody talks about {topic}. We asked {number} designers what they really do all day. The answers may calm you.',
    ],
  },
  {
    id: 'branche',
    from: 'Branchenblick Mobilität <newsletter@branchenblick.example>',
    kind: 'newsletter',
    listId: '<newsletter.branchenblick.example>',
    everyDays: 14,
    labels: promotions,
    subjects: ['Branchenblick {number}: Fähren, Bahnen, Busse', 'Neu: Studie zu digitalen Tickets'],
    bodies: [
      'Sehr geehrte Leserinnen und Leser,\n\nimmer mehr Verkehrsbetriebe verkaufen Tickets nur noch digital. Unsere Studie mit {number} Unternehmen zeigt, was Fahrgäste davon halten.\n\nIhre Redaktion',
    ],
  },
  {
    id: 'atelier',
    from: 'La Lettre du Design <lettre@lalettre.example>',
    kind: 'newsletter',
    listId: '<lettre.lalettre.example>',
    everyDays: 21,
    labels: promotions,
    subjects: ['La Lettre n° {number} : matières et couleurs', 'Invitation : portes ouvertes des ateliers'],
    bodies: [
      'Bonjour,\n\nce mois-ci, nous avons visité {number} ateliers de papier entre Lyon et Kyoto. À lire aussi : pourquoi les vitrines redeviennent des scènes.\n\nBonne lecture !',
    ],
  },
  {
    id: 'type',
    from: 'Type & Ink <news@typeandink.example>',
    kind: 'newsletter',
    listId: '<news.typeandink.example>',
    everyDays: 16,
    labels: promotions,
    subjects: ['{number}% off all variable fonts until Sunday', 'New: Harbour Grotesk'],
    bodies: [
      'Harbour Grotesk has {number} weights, true italics, and numbers that behave in tables. Until Sunday it costs less than a good lunch.',
    ],
  },
  {
    id: 'grocer',
    from: 'Kiezkorb Lieferdienst <angebote@kiezkorb.example>',
    kind: 'newsletter',
    listId: '<angebote.kiezkorb.example>',
    everyDays: 12,
    labels: promotions,
    subjects: ['Nur bis Sonntag: Äpfel aus dem Alten Land', 'Ihr Gutschein über {amount}'],
    bodies: [
      'Liebe Lena,\n\ndiese Woche im Korb: Äpfel, Grünkohl und Brot vom Nachbarn. Mit dem Code {code} sparen Sie {amount}.',
    ],
  },
  {
    id: 'museum',
    from: 'Museum für Alltagskultur <freunde@museum.example.org>',
    kind: 'newsletter',
    listId: '<freunde.museum.example.org>',
    everyDays: 30,
    labels: promotions,
    subjects: ['Programm für den nächsten Monat', 'Einladung zur Eröffnung'],
    bodies: [
      'Sehr geehrte Freundinnen und Freunde des Museums,\n\nam {date} eröffnen wir die Ausstellung über Fahrkarten aus {number} Ländern. Der Eintritt ist für Sie frei.',
    ],
  },
  {
    id: 'research',
    from: '"UX Research Berlin" <uxr-berlin@groups.example.org>',
    kind: 'list',
    listId: '"UX Research Berlin" <uxr-berlin.groups.example.org>',
    everyDays: 8,
    labels: ['CATEGORY_FORUMS'],
    subjects: ['[uxr-berlin] {topic} – experiences?', '[uxr-berlin] Meet-up on {date}', '[uxr-berlin] Looking for participants'],
    bodies: [
      'Hello everybody,\n\nhas anyone here worked with {topic} in a regulated setting? We are planning interviews with {number} people and would love to hear what went wrong elsewhere.\n\n{name}',
      'Hi all,\n\nnext meet-up is on {date}, at the usual place. Topic: {topic}. Bring questions, not slides.\n\n{name}',
    ],
  },
  {
    id: 'parents',
    from: '"Eltern 3b" <eltern-3b@lists.example.org>',
    kind: 'list',
    listId: '<eltern-3b.lists.example.org>',
    everyDays: 13,
    labels: ['CATEGORY_FORUMS'],
    subjects: ['[eltern-3b] Läuse', '[eltern-3b] Schwimmen am {date}', '[eltern-3b] Fundsachen'],
    bodies: [
      'Liebe Eltern,\n\nin der Klasse sind wieder Läuse aufgetreten. Bitte schauen Sie heute Abend nach.\n\n{name}',
      'Hallo zusammen,\n\nam {date} fällt das Schwimmen aus, die Kinder haben um {number} Minuten früher Schluss.\n\n{name}',
    ],
  },
  {
    id: 'build',
    from: 'Buildbot <buildbot@ci.brightwater.example>',
    kind: 'automatic',
    everyDays: 6,
    labels: updates,
    subjects: ['[ci] kade/driver-app: build {number} failed', '[ci] stromportal: build {number} passed again'],
    bodies: [
      'Build {number} of driver-app failed after 4m 12s.\n\n  test/sync.spec.ts: expected 200, received 503\n\nCommit {code} by Jonas Wieland\n\nYou receive this because you watch this project.',
    ],
  },
  {
    id: 'cloud',
    from: 'Cloudhaven Billing <no-reply@cloudhaven.example>',
    kind: 'automatic',
    everyDays: 30,
    labels: updates,
    subjects: ['Your invoice {code} is available', 'Payment received – {amount}'],
    bodies: [
      'Hello Lena Hartwig,\n\nyour invoice {code} over {amount} for Brightwater Studio is now available in your account. It will be charged to the card ending in 4{number}.\n\nThis is an automatic message, please do not reply.',
    ],
  },
  {
    id: 'rail',
    from: 'Nordbahn Buchung <buchung@nordbahn.example>',
    kind: 'automatic',
    everyDays: 22,
    labels: updates,
    subjects: ['Ihre Buchung {code}: Berlin – Hamburg', 'Verspätung auf Ihrer Fahrt am {date}'],
    bodies: [
      'Guten Tag Lena Hartwig,\n\nvielen Dank für Ihre Buchung.\n\nAuftrag {code}\n{date}  Berlin Hbf ab 07:38 – Hamburg Hbf an 09:2{number}\nWagen 12, Platz 4{number}\nPreis {amount}\n\nGute Reise!',
    ],
  },
  {
    id: 'parcel',
    from: 'Paketwerk <zustellung@paketwerk.example>',
    kind: 'automatic',
    everyDays: 11,
    labels: updates,
    subjects: ['Ihr Paket {code} kommt heute', 'Zugestellt: Paket {code}'],
    bodies: ['Ihr Paket mit der Nummer {code} wird heute zwischen 11 und 14 Uhr zugestellt. Abgabe beim Nachbarn ist erlaubt.'],
  },
  {
    id: 'tickets',
    from: 'Fernhill Service Desk <servicedesk@fernhill.example>',
    kind: 'automatic',
    everyDays: 12,
    labels: updates,
    subjects: ['[FH-{number}] Ticket updated: access to ward map', '[FH-{number}] Ticket resolved'],
    bodies: [
      'Ticket FH-{number} was updated by Imran Siddiqui.\n\nStatus: In progress → Waiting for supplier\n\nPlease reply above this line to add a comment.',
    ],
  },
  {
    id: 'bank',
    from: 'Spreebank <info@spreebank.example>',
    kind: 'automatic',
    everyDays: 27,
    labels: updates,
    subjects: ['Neue Nachricht in Ihrem Postfach', 'Ihr Kontoauszug liegt bereit'],
    bodies: [
      'Guten Tag Frau Hartwig,\n\nin Ihrem Postfach liegt eine neue Nachricht. Melden Sie sich wie gewohnt an; wir senden nie Links zur Anmeldung.',
    ],
  },
  {
    id: 'social',
    from: 'Colleagues <notify@colleagues.example>',
    kind: 'automatic',
    listId: '<notify.colleagues.example>',
    everyDays: 9,
    labels: ['CATEGORY_SOCIAL'],
    subjects: ['{name} commented on your post', 'You have {number} new followers', '{name} changed jobs'],
    bodies: [
      '{name} commented: “Exactly this. We had the same discussion about {topic} last week.”\n\nSee all comments\n\nUnsubscribe from these notifications in your settings.',
    ],
  },
]

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

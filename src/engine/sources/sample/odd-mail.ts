// Mails as life sends them against the rules: missing dates, broken ids, strange charsets, spam, bounces, out-of-office notes.
import { composeMail } from './compose-mail.ts'
import { addressOf, owner, people, peopleOf, personWithEmail } from './people.ts'
import { createDice } from './random.ts'
import { writeMailDate } from './zoned-time.ts'

/** A mail that belongs to no conversation. */
export interface SingleMail {
  readonly key: string
  /** Days and minutes before the anchor. */
  readonly minutesBack: number
  readonly labelIds: readonly string[]
  readonly compose: (atMs: number) => Uint8Array
}

const inbox = ['INBOX', 'CATEGORY_PERSONAL']
const day = 1440

function source(...lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

const me = addressOf(owner)

/** The odd ones, each with its own trap. */
export const oddMails: readonly SingleMail[] = [
  {
    key: 'no-date',
    minutesBack: 12 * day + 33,
    labelIds: inbox,
    compose: () =>
      source(
        'From: Lore Wagner <lore.wagner@example.org>',
        `To: ${me}`,
        'Subject: Schluessel',
        'Message-ID: <key.1@example.org>',
        '',
        'Hallo Lena, der Zweitschluessel liegt bei mir. Lore',
        '',
      ),
  },
  {
    key: 'no-subject',
    minutesBack: 3 * day + 95,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Michael Hartwig <michael.hartwig@example.com>',
        `To: ${me}`,
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <nosubject@example.com>',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Bring milk please? M',
        '',
      ),
  },
  {
    key: 'broken-message-id',
    minutesBack: 40 * day + 8,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: "Rui Magalhaes" <rui.magalhaes@casaribeira.example>',
        `To: ${me}`,
        'Subject: Boiler',
        `Date: ${writeMailDate('Europe/Lisbon', atMs)}`,
        'Message-ID: <broken id without end',
        'In-Reply-To: your message of Tuesday',
        'Content-Type: text/plain',
        '',
        'The boiler man comes on Thursday. Please no photo shoot in the east wing that day.',
        'Rui',
        '',
      ),
  },
  {
    key: 'undisclosed',
    minutesBack: 71 * day,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Mariana Lopes <mariana.lopes@casaribeira.example>',
        'To: undisclosed-recipients:;',
        'Subject: We are moving the events office',
        `Date: ${writeMailDate('Europe/Lisbon', atMs)}`,
        'Message-ID: <undisclosed.71@casaribeira.example>',
        'Content-Type: text/plain; charset=us-ascii',
        '',
        'Dear partners, from the first of next month you find us on the second floor.',
        '',
      ),
  },
  {
    key: 'group-address',
    minutesBack: 95 * day,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Ruth Abelmann <ruth@brightwater.example>',
        'To: Studio: Lena Hartwig <lena@brightwater.example>, tobias@brightwater.example,',
        '  Amara Nwosu <amara@brightwater.example>;, Hanna <hanna@brightwater.example>',
        'Subject: Fire drill',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <drill.95@brightwater.example>',
        '',
        'The fire drill is on Thursday at eleven. Coffee afterwards on the pavement.',
        '',
      ),
  },
  {
    key: 'everybody',
    minutesBack: 33 * day,
    labelIds: inbox,
    compose: (atMs) =>
      composeMail({
        key: 'everybody',
        headers: [
          ['From', addressOf(personWithEmail('eleanor.voss@tidewater.example'))],
          ['To', me],
          ['Cc', people.slice(0, 60).map(addressOf).join(', ')],
          ['Subject', 'Portfolio day: save the date'],
          ['Date', writeMailDate('America/New_York', atMs)],
          ['Message-ID', '<portfolio.33@tidewater.example>'],
        ],
        text: 'Dear all,\n\nour portfolio day is on the second Thursday of next month. Please keep the whole day free.\n\nEleanor Voss\nPartner, Tidewater Capital',
      }),
  },
  {
    key: 'iso-2022-jp',
    minutesBack: 18 * day + 400,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: =?ISO-2022-JP?B?GyRCRURDZhsoQg==?= <kenta.tanaka@hoshino-paper.example>',
        `To: ${me}`,
        'Subject: =?ISO-2022-JP?B?GyRCOCtLXEQiJE5HPDR8JEskRCQkJEYbKEI=?=',
        `Date: ${writeMailDate('Asia/Tokyo', atMs)}`,
        'Message-ID: <20.jis@hoshino-paper.example>',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=ISO-2022-JP',
        'Content-Transfer-Encoding: base64',
        '',
        'GyRCRURDZiRHJDkhIxsoQg0KDQobJEI4K0tcRCIkTkc8NHwkLDBsPTU0ViRbJElDWSRsJGs4Kzl+',
        'JF8kRyQ5ISM/PSQ3THUkNCQ2JCQkXiQ7JHMhIxsoQg0KGyRCPlwkNyQvJE9MQEZ8JCpFRU9DJCQk',
        'PyQ3JF4kOSEjGyhCDQoNChskQkVEQ2Y3ckJAGyhCDQobJEJAMUxuO2Y2SBsoQiAbJEIxRDZISXQb',
        'KEINCg==',
        '',
      ),
  },
  {
    key: 'wrong-charset',
    minutesBack: 140 * day,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Anneliese Brandt <anneliese.brandt@example.com>',
        `To: ${me}`,
        'Subject: Gr\u00fc\u00dfe aus Bad F\u00fcssing',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <kur.140@example.com>',
        'Content-Type: text/plain; charset=unknown-8bit',
        'Content-Transfer-Encoding: 8bit',
        '',
        'Liebe Lena, hier ist es sch\u00f6n und das Essen gut. Gr\u00fc\u00dfe, Anneliese',
        '',
      ),
  },
  {
    key: 'forwarded',
    minutesBack: 27 * day,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Sofia Marchetti <sofia@brightwater.example>',
        `To: ${me}`,
        'Subject: Fwd: Parking permit',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <fwd.27@brightwater.example>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="fwd"',
        '',
        '--fwd',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Is this one for you?',
        '--fwd',
        'Content-Type: message/rfc822',
        'Content-Disposition: attachment; filename="Parking permit.eml"',
        '',
        'From: Parkraum <parkraum@stadt.example.org>',
        'To: sofia@brightwater.example',
        'Subject: Parking permit',
        'Message-ID: <permit@stadt.example.org>',
        '',
        'Your permit ends next month.',
        '--fwd--',
        '',
      ),
  },
  {
    key: 'html-only',
    minutesBack: 9 * day + 210,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Karim Benali <karim@studio-benali.example>',
        `To: ${me}`,
        'Subject: contact sheet',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <sheet.9@studio-benali.example>',
        'MIME-Version: 1.0',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<div>Hi Lena,<br><br>the contact sheet is <b>ready</b>: 48 frames, I marked my <i>seven favourites</i>.<ul><li>the ferry at dawn</li><li>hands &amp; ropes</li></ul>Karim<div><br>',
        '',
      ),
  },
  {
    key: 'empty',
    minutesBack: 58 * day,
    labelIds: inbox,
    compose: (atMs) =>
      source(
        'From: Nils Hartwig <nils.hartwig@example.com>',
        `To: ${me}`,
        'Subject: See subject: arriving 18:40 platform 7',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <empty.58@example.com>',
        '',
        '',
      ),
  },
  {
    key: 'emoji',
    minutesBack: 2 * day + 50,
    labelIds: [...inbox, 'STARRED'],
    compose: (atMs) =>
      composeMail({
        key: 'emoji',
        headers: [
          ['From', addressOf(personWithEmail('johanna.hartwig-meyer@example.com'))],
          ['To', me],
          ['Subject', 'She is here! 👶🎉'],
          ['Date', writeMailDate('Europe/Berlin', atMs)],
          ['Message-ID', '<here.2@example.com>'],
        ],
        text: '3,450 g, 51 cm, and already louder than her brother 👩‍👧 ❤️\n\nVisitors welcome from the weekend on. Bring cake.\n\nJohanna',
      }),
  },
  {
    key: 'bounce',
    minutesBack: 22 * day,
    labelIds: ['INBOX', 'CATEGORY_UPDATES'],
    compose: (atMs) =>
      source(
        'From: Mail Delivery Subsystem <mailer-daemon@brightwater.example>',
        `To: ${owner.email}`,
        'Subject: Delivery Status Notification (Failure)',
        `Date: ${writeMailDate('Europe/Berlin', atMs)}`,
        'Message-ID: <dsn.22@brightwater.example>',
        'Auto-Submitted: auto-replied',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="dsn"',
        '',
        '--dsn',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Your message to katja.blumm@example.org could not be delivered: the address was not found.',
        '--dsn',
        'Content-Type: message/delivery-status',
        '',
        'Final-Recipient: rfc822; katja.blumm@example.org',
        'Action: failed',
        'Status: 5.1.1',
        '--dsn--',
        '',
      ),
  },
]

/** Out-of-office answers of people of a few organisations. */
export const automaticReplies: readonly SingleMail[] = [
  'northwind',
  'kestrel',
  'fernhill',
  'vdmeer',
  'valmont',
  'okonjo',
].flatMap((id, circle) =>
  peopleOf(id)
    .slice(0, 4)
    .map((person, index) => ({
      key: `away-${id}-${index}`,
      minutesBack: 30 + createDice(`away/${person.email}`).between(1, 500) * day + circle * 37,
      labelIds: inbox,
      compose: (atMs: number) =>
        composeMail({
          key: `away-${id}-${index}`,
          headers: [
            ['From', addressOf(person)],
            ['To', me],
            [
              'Subject',
              person.organisation.language === 'de'
                ? 'Automatische Antwort: Abwesenheit'
                : person.organisation.language === 'fr'
                  ? 'Réponse automatique : absence'
                  : person.organisation.language === 'nl'
                    ? 'Automatisch antwoord: afwezig'
                    : 'Automatic reply: out of office',
            ],
            ['Date', writeMailDate(person.organisation.timeZone, atMs)],
            ['Message-ID', `<away.${index}.${person.email}>`],
            ['Auto-Submitted', 'auto-replied'],
            ['Precedence', 'auto_reply'],
            ['X-Auto-Response-Suppress', 'All'],
          ],
          text:
            person.organisation.language === 'de'
              ? `Guten Tag,\n\nich bin derzeit nicht im Büro und lese meine Mails nur gelegentlich. In dringenden Fällen wenden Sie sich bitte an meine Kollegen.\n\n${person.name}`
              : `Hello,\n\nI am away from my desk and will answer when I am back. For anything urgent please call ${person.organisation.name} at ${person.phone}.\n\n${person.name}`,
        }),
    })),
)

const spamSubjects = [
  'Your parcel could not be delivered',
  'You have won a voucher over 500 EUR',
  'Final notice: renew your domain',
  'Re: investment of 8.5 million',
  'Meet singles near Berlin',
  'Your mailbox is full',
]

/** Spam, in the spam folder where it belongs. */
export const spamMails: readonly SingleMail[] = Array.from({ length: 26 }, (_unused, index) => ({
  key: `spam-${index}`,
  minutesBack: index * day + createDice(`spam/${index}`).between(1, 1400),
  labelIds: ['SPAM'],
  compose: (atMs: number) => {
    const dice = createDice(`spam/${index}/text`)
    return composeMail({
      key: `spam-${index}`,
      headers: [
        ['From', `Customer Care <care${index}@bulk-offers.example>`],
        ['To', owner.email],
        ['Subject', dice.pick(spamSubjects)],
        ['Date', writeMailDate('UTC', atMs)],
        ['Message-ID', `<${dice.between(1e6, 9e6)}@bulk-offers.example>`],
      ],
      text: 'Dear customer, act now: this offer ends today. Click to confirm your details.',
      html: '<center><h2>ACT NOW</h2><a href="https://bulk-offers.example/confirm">Confirm your details</a></center>',
    })
  },
}))

// Out-of-office notes and spam of the sample workspace.
import { composeMail } from './compose-mail.ts'
import { minutesOfDay, inbox, me, type SingleMail } from './odd-mail.ts'
import { addressOf, owner, peopleOf } from './people.ts'
import { createDice } from './random.ts'
import { writeMailDate } from './zoned-time.ts'

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
      minutesBack: 30 + createDice(`away/${person.email}`).between(1, 500) * minutesOfDay + circle * 37,
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
  minutesBack: index * minutesOfDay + createDice(`spam/${index}`).between(1, 1400),
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

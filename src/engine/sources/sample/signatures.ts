// What stands below people's mails: names, titles, companies, phones, in the styles people have.
import { owner, type Person } from './people.ts'
import { createDice } from './random.ts'

/** A person's signature in plain text; empty for those who only write their name, and for many replies. */
export function signatureOf(person: Person, fromPhone: string, mailIndex: number): string {
  if (person.program === 'phone') return fromPhone
  const style = createDice(`signature/${person.name}`).between(0, 5)
  if (person.organisation.kind === 'private')
    return person.title !== '' && mailIndex === 0 ? `${person.name}\n${person.title}\n${person.phone}` : ''
  // Most programs put the long signature under a new mail and none under quick replies.
  if (mailIndex > 2 && style % 2 === 1) return ''
  const { organisation, title, phone, mobile } = person
  const web = `www.${person.email.slice(person.email.indexOf('@') + 1)}`
  const lines = organisation.name === '' ? [person.name, title, phone, web] : null
  if (lines !== null) return `-- \n${lines.join('\n')}`
  switch (person === owner ? 0 : style) {
    case 0:
    case 1:
      return [
        '-- ',
        person.name,
        `${title}, ${organisation.name}`,
        `T ${phone}${mobile === null ? '' : `  M ${mobile}`}`,
        organisation.address,
        web,
      ].join('\n')
    case 2:
      return [`${person.name} | ${title}`, `${organisation.name} · ${organisation.address}`, `Tel. ${phone}`].join('\n')
    case 3:
      return [
        '_______________________________',
        person.name,
        title,
        '',
        organisation.name,
        organisation.address,
        `Phone: ${phone}`,
        ...(mobile === null ? [] : [`Mobile: ${mobile}`]),
        `E-mail: ${person.email}`,
        web,
      ].join('\n')
    case 4:
      return [person.name, title, `${organisation.name} | ${phone}`].join('\n')
    default:
      return ''
  }
}

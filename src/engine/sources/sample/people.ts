// The invented people of the sample world, one by one: addresses, phones, habits.
import type { Circle, Organisation } from './circle.ts'
import { circles } from './circles.ts'
import { createDice } from './random.ts'

/** The program someone writes mail with; it decides how replies quote and how parts are encoded. */
export type MailProgram = 'gmail' | 'outlook' | 'apple' | 'thunderbird' | 'phone'

/** Someone in the sample world. */
export interface Person {
  readonly name: string
  readonly firstName: string
  readonly email: string
  readonly title: string
  readonly organisation: Organisation
  readonly phone: string
  readonly mobile: string | null
  readonly program: MailProgram
  /** Month and day of the birthday, where the owner of the workspace knows it. */
  readonly birthday: { readonly year: number; readonly month: number; readonly day: number } | null
}

const folded: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ø: 'o', ł: 'l', ı: 'i', ş: 's' }

const programs: readonly MailProgram[] = ['gmail', 'outlook', 'outlook', 'apple', 'thunderbird', 'phone', 'gmail']

/** Where the owner of the sample workspace works. */
const ownOrganisation: Organisation = organisationOf(circles[0])

/** The owner of the sample workspace. */
export const owner: Person = {
  name: 'Lena Hartwig',
  firstName: 'Lena',
  email: 'lena@brightwater.example',
  title: 'Partner, Strategy',
  organisation: ownOrganisation,
  phone: '+49 30 2312 5120',
  mobile: '+49 1555 000 2171',
  program: 'gmail',
  birthday: null,
}

/** The owner's private address, which she also sends from. */
export const ownerAlias = 'lena.hartwig@example.com'

/** Everyone else. */
export const people: readonly Person[] = circles.flatMap((circle) => circle.people.map((line) => personOf(circle, line)))

/** The people of one organisation or circle. */
export function peopleOf(organisationId: string): readonly Person[] {
  return people.filter((person) => person.organisation.id === organisationId)
}

/** A person by address. Throws when the sample world does not know it: its tables must fit together. */
export function personWithEmail(email: string): Person {
  const person = people.find((candidate) => candidate.email === email)
  if (person === undefined) throw new Error(`The sample world has no ${email}`)
  return person
}

/** `Name <address>`, for people to read. */
export function addressOf(person: Pick<Person, 'name' | 'email'>): string {
  return `${person.name} <${person.email}>`
}

function personOf(circle: Circle, line: string): Person {
  const [name = '', title = '', mailbox = '', domain = circle.domain] = line.split('|')
  const dice = createDice(`person/${name}`)
  const words = name.replace(/^Dr\. /, '').split(' ')
  const number = (): string => circle.phonePattern.replaceAll('#', () => String(dice.between(0, 9)))
  const hasBirthday = circle.kind === 'private' ? dice.chance(0.75) : circle.kind === 'own' ? dice.chance(0.8) : dice.chance(0.06)
  return {
    name,
    // Japanese names put the family first; business mail addresses people by it.
    firstName: words[0] ?? name,
    email: `${mailbox === '' ? plainLetters(`${words[0]}.${words.slice(1).join('-')}`) : mailbox}@${domain}`,
    title,
    organisation: organisationOf(circle),
    phone: number(),
    mobile: dice.chance(0.4) ? number() : null,
    program: circle.language === 'ja' ? 'outlook' : dice.pick(programs),
    birthday: hasBirthday ? { year: dice.between(1948, 2001), month: dice.between(1, 12), day: dice.between(1, 28) } : null,
  }
}

function organisationOf(circle: Circle | undefined): Organisation {
  if (circle === undefined) throw new Error('The sample world has no organisations')
  const { id, name, kind, domain, address, timeZone, language } = circle
  return { id, name, kind, domain, address, timeZone, language }
}

function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[äöüßøłış]/g, (letter) => folded[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9.-]/g, '')
}

// The words that fill the gaps in a conversation: names, days, amounts, the same through all its turns.
import type { Language } from './circle.ts'
import { peopleOf, type Person } from './people.ts'
import type { Project } from './projects.ts'
import type { Dice } from './random.ts'
import type { Conversations, Scenario } from './texts/conversation.ts'

/** Fills the words in braces. A word that is not known stays, so that tests find it. */
export function fillIn(text: string, slots: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole)
}

const privatePlaces = ['the lake', 'Rügen', 'the allotment', 'Grandma’s', 'the canal', 'the Harz']

/** Chooses the words of a conversation. */
export function slotsOf(
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

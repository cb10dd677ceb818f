// Answers the people screens: the list, a person's page and the open suggestions.
import { AppError } from '../../shared/app-error.ts'
import type { PersonDetail } from '../../shared/views/people.ts'
import type { Database } from '../db/database.ts'
import { getPerson } from '../db/queries/people/get-person.ts'
import { pagePeople, type PeoplePage, type PeoplePageRequest } from '../db/queries/people/page-people.ts'
import { pageSuggestions, type SuggestionPage, type SuggestionPageRequest } from '../db/queries/people/page-suggestions.ts'
import { foldText } from './person-name.ts'
import { strengthAt } from './strength.ts'

/** What the list is asked for; `text` is what stands in the filter box. */
export type PeopleRequest = Omit<PeoplePageRequest, 'words'> & { readonly text: string }

/** A page of the list at a time. Words of the filter are found in any order, with or without accents, in names, addresses and organizations. */
export function readPeoplePage(db: Database, request: PeopleRequest, nowMs: number): PeoplePage {
  const { text, ...rest } = request
  return pagePeople(db, { ...rest, words: toWords(text) }, nowMs, strengthAt)
}

/** A person's page. @throws AppError `not_found`. */
export function readPerson(db: Database, contactId: number, nowMs: number): PersonDetail {
  const person = getPerson(db, contactId, nowMs, strengthAt)
  if (!person) throw new AppError('not_found', 'This person is not there any more.', 'Go back to the list.')
  return person
}

/** A page of the open suggestions, the most certain first. */
export function readSuggestionPage(db: Database, request: SuggestionPageRequest, nowMs: number): SuggestionPage {
  return pageSuggestions(db, request, nowMs, strengthAt)
}

/** Addresses keep their dots and at-signs, everything else is folded as names are. */
function toWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .flatMap((word) => (/[@.]/.test(word) ? [word] : foldText(word).split(' ')))
    .filter((word) => word !== '')
    .slice(0, 6)
}

// What a person decides about people, their settings, and what they ask to be computed.
import { transaction } from '../db/database.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { bringBack } from '../people/bring-back.ts'
import { acceptSuggestion, dismissSuggestion } from '../people/decide-suggestion.ts'
import { mergePeople } from '../people/merge-people.ts'
import { undoEdit } from '../people/undo-edit.ts'
import { updatePerson } from '../people/update-person.ts'
import type { CommandHandlers, CommandTools } from './command-handlers.ts'

type PeopleCommands = Pick<
  CommandHandlers,
  | 'people.acceptSuggestion'
  | 'people.dismissSuggestion'
  | 'people.bringBack'
  | 'people.merge'
  | 'people.undo'
  | 'people.update'
  | 'insight.request'
>

/** The commands about people. */
export function peopleCommands({ db, clock }: CommandTools): PeopleCommands {
  return {
    'people.acceptSuggestion': ({ id }) => acceptSuggestion(db, id, clock.now()),
    'people.dismissSuggestion': ({ id }) => dismissSuggestion(db, id, clock.now()),
    'people.bringBack': ({ id }) => bringBack(db, id, clock.now()),
    'people.merge': (request) => mergePeople(db, request, clock.now()),
    'people.undo': ({ undoId }) => {
      undoEdit(db, undoId, clock.now())
      return {}
    },
    'people.update': (update) => updatePerson(db, update, clock.now()),
    'insight.request': ({ contactId }) => ({
      jobId: transaction(db, (tx) => enqueue(tx, 'insight', { contactId }, { priority: 'urgent' })),
    }),
  }
}

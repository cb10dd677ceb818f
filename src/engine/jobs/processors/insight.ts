// Works out an account of one relationship when a person asks for it, from the data on this computer alone.
import { describeRelationship } from '../../insights/describe-relationship.ts'
import { findTopics, WordCounter } from '../../insights/find-topics.ts'
import { type ContactRow, getSurvivor } from '../../db/queries/people/get-contact.ts'
import { findNextMeeting, listHistory, listRecentIds, listTexts } from '../../db/queries/people/list-history.ts'
import { writeInsight } from '../../db/queries/people/write-insight.ts'
import type { Database } from '../../db/database.ts'
import { foldText } from '../../people/person-name.ts'
import { completed, PermanentError, type Processor, type ProcessorContext } from '../types.ts'

/** So much of a long history is looked at. */
const mostHistory = 2000
const mostTexts = 200
const longestText = 2000
const textsInSlice = 10
const mostTopics = 5

/** Reads the history, counts words in slices, and keeps the account. Equal data at an equal time give an equal account. */
export const insight: Processor<'insight'> = async (job, context) => {
  const contact = findContact(context.db, job.payload.contactId)
  const nowMs = context.clock.now()
  const history = listHistory(context.db, contact.id, nowMs, mostHistory)
  const own = await countWords(context, history.map((item) => item.interactionId).slice(-mostTexts))
  const everything = await countWords(context, listRecentIds(context.db, mostTexts))
  const names = new Set(
    foldText(`${contact.displayName} ${contact.primaryAddress ?? ''} ${contact.organization ?? ''}`).split(' '),
  )
  const account = describeRelationship(
    {
      name: contact.displayName,
      history,
      nextMeeting: findNextMeeting(context.db, contact.id, nowMs),
      topics: findTopics(own, everything, names, mostTopics),
    },
    nowMs,
  )
  const insightId = context.commit({}, (tx) => writeInsight(tx, contact.id, account, nowMs))
  return completed({ insightId })
}

/** The contact, or the one it was merged into. */
function findContact(db: Database, contactId: number): ContactRow {
  const contact = getSurvivor(db, contactId)
  if (!contact) throw new PermanentError('This person is not there any more.', 'Choose another person.')
  return contact
}

async function countWords(context: ProcessorContext, interactionIds: readonly number[]): Promise<WordCounter> {
  const counter = new WordCounter()
  for (let start = 0; start < interactionIds.length; start += textsInSlice) {
    for (const { title, text } of listTexts(context.db, interactionIds.slice(start, start + textsInSlice), longestText))
      counter.add(`${title} ${text}`)
    await context.yield()
  }
  return counter
}

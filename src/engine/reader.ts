// The composition root of the reader thread: every query of the contract, over a connection that cannot write.
import { databasePathIn, explainDatabaseError, openReader } from './db/open.ts'
import { listAccounts } from './db/queries/accounts/list-accounts.ts'
import { getEvent } from './db/queries/calendar/get-event.ts'
import { listCalendars } from './db/queries/calendar/list-calendars.ts'
import { listEvents } from './db/queries/calendar/list-events.ts'
import { countUndoLosses } from './db/queries/imports/count-undo-losses.ts'
import { readAccountImport } from './db/queries/imports/read-account-import.ts'
import { listItemFailures } from './db/queries/item-failures/list-item-failures.ts'
import { getJob } from './db/queries/jobs/get-job.ts'
import { getJobOverview } from './db/queries/jobs/get-job-overview.ts'
import { listMetrics } from './db/queries/jobs/list-metrics.ts'
import { listSchedules } from './db/queries/jobs/list-schedules.ts'
import { pageJobs } from './db/queries/jobs/page-jobs.ts'
import { listRecentTalk } from './db/queries/people/list-recent-talk.ts'
import { listRequestTotals } from './db/queries/sent-requests/list-request-totals.ts'
import { pageSentRequests } from './db/queries/sent-requests/page-sent-requests.ts'
import { readSettings } from './db/queries/settings/read-settings.ts'
import { getInteraction } from './db/queries/timeline/get-interaction.ts'
import { listRemoteImages } from './db/queries/timeline/list-remote-images.ts'
import { pageTimeline } from './db/queries/timeline/page-timeline.ts'
import { readPeoplePage, readPerson, readSuggestionPage } from './people/read-people.ts'
import { runSearch } from './search/run-search.ts'
import { SlowAnswers } from './slow-answers.ts'
import { logSlowQuery } from './db/slow-query-log.ts'
import { readStatus } from './status/read-status.ts'
import type { ReaderCallName, ReaderCalls, ReaderStart } from './threads/reader-protocol.ts'

type ReaderHandlers = {
  readonly [Name in ReaderCallName]: (
    input: ReaderCalls[Name]['input'],
    signal: AbortSignal,
  ) => ReaderCalls[Name]['output'] | Promise<ReaderCalls[Name]['output']>
}

/** Opens the workspace for reading. The engine must have migrated it. */
export const startReader: ReaderStart = async ({ dataFolder, clock, logger }, { embedder, onSlowAnswer }) => {
  const db = openReader(databasePathIn(dataFolder))
  const handlers: ReaderHandlers = {
    'status.get': () => readStatus(db),
    'accounts.list': () => listAccounts(db),
    'imports.get': ({ accountId }) => readAccountImport(db, accountId),
    'imports.describeUndo': ({ batchId }) => countUndoLosses(db, batchId),
    'calendar.listCalendars': () => listCalendars(db),
    'calendar.listEvents': (range) => listEvents(db, range),
    'calendar.getEvent': ({ id }) => getEvent(db, id),
    'timeline.page': (request) => pageTimeline(db, request, clock.now()),
    'timeline.get': ({ id }) => getInteraction(db, id),
    'timeline.remoteImages': ({ id }) => listRemoteImages(db, id),
    'people.page': (request) => readPeoplePage(db, request, clock.now()),
    'people.get': ({ id }) => readPerson(db, id, clock.now()),
    'people.recentTalk': ({ ids }) => listRecentTalk(db, ids, clock.now()),
    'people.suggestions': (request) => readSuggestionPage(db, request, clock.now()),
    'search.run': (request, signal) => runSearch({ db, embedder, clock, logger }, request, signal),
    'jobs.overview': () => getJobOverview(db, clock.now()),
    'jobs.page': (request) => pageJobs(db, request),
    'jobs.get': ({ id }) => getJob(db, id),
    'jobs.itemFailures': (request) => listItemFailures(db, request),
    'jobs.schedules': () => listSchedules(db),
    'jobs.metrics': ({ sinceMs }) => listMetrics(db, sinceMs, clock.now()),
    'ledger.page': (request) => pageSentRequests(db, request),
    'ledger.totals': () => listRequestTotals(db),
    'settings.get': () => readSettings(db),
  }
  const slowAnswers = new SlowAnswers(clock, (slow) => {
    logger.warn('a question was slow to answer', { ...slow })
    onSlowAnswer?.(slow)
  })
  return {
    async handle(name, input, signal) {
      const beganAt = performance.now()
      try {
        return await handlers[name](input, signal)
      } catch (error) {
        throw explainDatabaseError(error, db.path)
      } finally {
        const tookMs = performance.now() - beganAt
        logSlowQuery(logger, 'answer', name, tookMs)
        slowAnswers.note(name, tookMs)
      }
    },
    stop() {
      db.close()
      return Promise.resolve()
    },
  }
}

// The composition root of the engine thread: database, runner, processors and commands, joined once.
import { createAccountAccess } from './account-access.ts'
import { topicsOfCommand, topicsOfKind } from './changed-topics.ts'
import { accountCommands } from './commands/account-commands.ts'
import type { CommandHandlers, CommandTools } from './commands/command-handlers.ts'
import { importCommands } from './commands/import-commands.ts'
import { jobCommands } from './commands/job-commands.ts'
import { peopleCommands } from './commands/people-commands.ts'
import { workCommands } from './commands/work-commands.ts'
import { checkAfterCrash } from './db/care/check-after-crash.ts'
import type { Database } from './db/database.ts'
import { LogKeeper } from './db/log-keeper.ts'
import { databasePathIn, explainDatabaseError, openDatabase } from './db/open.ts'
import { createGoogleSessions } from './google/google-sessions.ts'
import { ImportReports } from './import-reports.ts'
import { createJobEvents, type JobEventHub } from './jobs/events.ts'
import { nextTurn } from './jobs/next-turn.ts'
import { createRunner } from './jobs/runner.ts'
import { scheduleSource } from './schedule-source.ts'
import { createRegistry } from './registry.ts'
import { RequestLedger } from './request-ledger.ts'
import { logSlowQuery } from './db/slow-query-log.ts'
import { SampleWorkspace } from './sources/sample/sample-account.ts'
import type { JobKind } from '../shared/jobs/vocabulary.ts'
import type { EngineHost, EngineStart } from './threads/engine-protocol.ts'

/** Opens and migrates the database and makes everything ready. No job is claimed before the call `engine.startWork`. */
export const startEngine: EngineStart = async (options, { host, embedder, startLogWriter, findDamage }) => {
  const { clock, logger, bootId, googleOrigin } = options
  const db = openWorkspace(databasePathIn(options.dataFolder))
  const sample = new SampleWorkspace(db, clock, nextTurn)
  const onWritten = (): void => host.emit('data.changed', { topics: ['ledger'] })
  const ledger = new RequestLedger({ db, clock, logger, onWritten })
  const access = createAccountAccess({ db, host, googleOrigin, sample, onSent: ledger.record })
  const sessions = createGoogleSessions(access, clock)
  const events = createJobEvents(logger)
  const registry = createRegistry({ sessions, embedder, findDamage })
  const runner = createRunner({
    db,
    registry,
    clock,
    logger,
    bootId,
    events,
    ...(options.runsSchedules ? { schedules: scheduleSource } : {}),
  })
  tellHost(events, host)
  const importReports = new ImportReports(db, (report) => host.emit('imports.finished', report))
  events.on('job.finished', (job) => importReports.jobFinished(job))
  const logKeeper = startLogWriter ? new LogKeeper({ db, writer: startLogWriter(db.path), clock, logger }) : null
  for (const name of writingEvents) events.on(name, () => logKeeper?.noteWrites())

  const tools: CommandTools = { db, clock, runner, sample, ledger }
  const handlers: CommandHandlers = {
    ...accountCommands(tools),
    ...importCommands(tools),
    ...peopleCommands(tools),
    ...jobCommands(tools),
    ...workCommands(tools),
  }
  return {
    async handle(name, input) {
      try {
        const beganAt = performance.now()
        const answered = handlers[name](input)
        // What it waits for afterwards holds up nobody.
        logSlowQuery(logger, 'command', name, performance.now() - beganAt)
        const answer = await answered
        logKeeper?.noteWrites()
        const topics = topicsOfCommand[name]
        if (topics) host.emit('data.changed', { topics: [...topics] })
        return answer
      } catch (error) {
        throw explainDatabaseError(error, db.path)
      }
    },
    async stop(drainMs) {
      try {
        await runner.stop(drainMs)
        ledger.close()
        await logKeeper?.stop()
      } finally {
        db.close()
      }
    },
  }
}

function openWorkspace(databasePath: string): Database {
  const db = openDatabase(databasePath)
  try {
    checkAfterCrash(db)
    return db
  } catch (error) {
    db.close()
    throw explainDatabaseError(error, databasePath)
  }
}

/** Where there is one of these, there were writes. */
const writingEvents = ['job.started', 'job.progress', 'job.finished', 'job.requeued', 'queue.changed'] as const

/** Turns what jobs do into what screens want to know. */
function tellHost(events: JobEventHub, host: EngineHost): void {
  const tellChange = ({ kind }: { readonly kind: string }): void =>
    host.emit('data.changed', { topics: ['jobs', 'accounts', ...(topicsOfKind[kind as JobKind] ?? [])] })
  events.on('job.started', tellChange)
  events.on('job.finished', tellChange)
  events.on('job.requeued', tellChange)
  events.on('job.progress', (event) => {
    tellChange(event)
    const { jobId, kind, accountId, progress } = event
    host.emit('jobs.progress', { jobId, kind, accountId, progress })
  })
  events.on('queue.changed', () => host.emit('data.changed', { topics: ['jobs'] }))
  events.on('queue.idle', () => host.emit('data.changed', { topics: ['jobs', 'accounts'] }))
  events.on('alert.raised', (alert) => {
    host.emit('alerts.raised', alert)
    host.emit('data.changed', { topics: ['alerts'] })
  })
  // No alert: it could not be kept.
  events.on('engine.write_failed', ({ message, hint }) => {
    host.emit('app.notice', { tone: 'error', message, hint })
    host.emit('engine.writing', { problem: message })
  })
  events.on('engine.write_recovered', () => host.emit('engine.writing', { problem: null }))
  events.on('alert.closed', () => host.emit('data.changed', { topics: ['alerts'] }))
}

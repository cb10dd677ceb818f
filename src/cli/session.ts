// The engine at the service of one command: the same threads as in the desktop app, started under the same lock.
import { randomUUID } from 'node:crypto'
import { lastSuccessAtMs } from '../shared/views/status.ts'
import { AppError, unwrapResult } from '../shared/app-error.ts'
import type { Hooks } from '../engine/data-folder/hooks.ts'
import { lockDataFolder } from '../engine/db/lock-data-folder.ts'
import type { EngineCallName, EngineCalls } from '../engine/threads/engine-protocol.ts'
import type { ReaderCallName, ReaderCalls } from '../engine/threads/reader-protocol.ts'
import { startThreads, type Threads } from '../engine/threads/start-threads.ts'
import { AccessTokens } from '../main/oauth/access-tokens.ts'
import type { OnSent } from '../main/oauth/request-json.ts'
import { SecretStore } from '../main/secrets/secret-store.ts'
import { writeNotice } from './output.ts'
import { showProgress } from './show-progress.ts'

/** How long running jobs may take to put down their work when a command is interrupted. */
const drainMs = 5_000

/** A running engine. Both calls throw an `AppError`. */
export interface Session {
  readonly threads: Threads
  readonly secrets: SecretStore
  readonly tokens: AccessTokens
  /** Enters a request of the host into the ledger. */
  readonly onSent: OnSent
  command<Name extends EngineCallName>(name: Name, input: EngineCalls[Name]['input']): Promise<EngineCalls[Name]['output']>
  query<Name extends ReaderCallName>(name: Name, input: ReaderCalls[Name]['input']): Promise<ReaderCalls[Name]['output']>
  /** Lets jobs run, and resolves when none is left that could. */
  workUntilIdle(): Promise<void>
}

/** The entry files lie in the source tree, or all beside the bundle. */
function threadEntry(name: string): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL(`../engine/threads/${name}-thread.ts`, import.meta.url)
    : new URL(`./${name}-thread.js`, import.meta.url)
}

/** Starts an engine, lets `work` use it, and stops it, also when `work` throws or the person presses Ctrl+C. */
export async function withSession<Value>(hooks: Hooks, work: (session: Session) => Promise<Value>): Promise<Value> {
  const lock = lockDataFolder(hooks.dataFolder, 'command line')
  const secrets = new SecretStore(hooks.keychainService)
  const now = (): number => Date.now()
  const onSent: OnSent = (request) => void threads.engine.call('ledger.record', request)
  const tokens = new AccessTokens({
    standIn: hooks.googleOrigin,
    secrets,
    now,
    onSent,
    lastSuccessAtMs: async (accountId) => {
      const accounts = await threads.reader.call('accounts.list', {})
      return accounts.ok ? lastSuccessAtMs(accounts.value.find(({ id }) => id === accountId)) : null
    },
  })
  const failure = Promise.withResolvers<never>()
  const threads: Threads = startThreads({
    entry: threadEntry,
    dataFolder: hooks.dataFolder,
    bootId: randomUUID(),
    googleOrigin: hooks.googleOrigin,
    runsSchedules: false,
    getAccessToken: (accountId, rejected) => tokens.get(accountId, rejected),
    onLog: (line) => {
      if (line.level === 'error') writeNotice(`${line.from}: ${line.message} ${line.fields['error'] ?? ''}`.trimEnd())
    },
    onFailure: (name, error) => failure.reject(new Error(`The ${name} thread has stopped: ${error.message}`, { cause: error })),
  })
  const interrupt = (): void =>
    failure.reject(new AppError('cancelled', 'Interrupted.', 'What was done is kept; "process-jobs" goes on with the rest.'))
  // Until the very end, and more than once: npm and a terminal both pass on the same Ctrl+C.
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const hideProgress = showProgress(threads.engine)
  threads.engine.on('app.notice', ({ message, hint }) => writeNotice(`${message} ${hint}`))
  const session: Session = {
    threads,
    secrets,
    tokens,
    onSent,
    command: async (name, input) => unwrapResult(await threads.engine.call(name, input)),
    query: async (name, input) => unwrapResult(await threads.reader.call(name, input)),
    async workUntilIdle() {
      await session.command('engine.startWork', { enqueueLaunchJobs: false })
      await session.command('engine.waitUntilIdle', {})
    },
  }
  try {
    return await Promise.race([open(threads).then(() => work(session)), failure.promise])
  } finally {
    hideProgress()
    await threads.stop(drainMs)
    lock.release()
    // A program that ends with threads in it breaks them off: one that is loading the model could keep it from ending at all.
    await threads.ended
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

async function open(threads: Threads): Promise<void> {
  unwrapResult(await threads.open())
}

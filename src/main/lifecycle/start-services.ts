// The second phase: starts the threads and joins everything that works without a window to them.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { shell } from 'electron'
import { lastSuccessAtMs } from '../../shared/views/status.ts'
import type { AppErrorValue } from '../../shared/app-error.ts'
import { systemClock } from '../../engine/clock.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { startThreads, type Threads } from '../../engine/threads/start-threads.ts'
import { fetchImages } from '../images/fetch-images.ts'
import { hostHandlers } from '../ipc/host-handlers.ts'
import { type CallHandlers, createRouter, type Router } from '../ipc/router.ts'
import { threadHandlers } from '../ipc/thread-handlers.ts'
import type { LogFile } from '../logs/log-file.ts'
import { AccessTokens } from '../oauth/access-tokens.ts'
import { GoogleConnection } from '../oauth/connect-google.ts'
import { SecretStore } from '../secrets/secret-store.ts'
import { StatusWatch } from '../status/status-watch.ts'
import type { MainWindow } from '../windows/main-window.ts'
import { AnswerWatch, type WatchedThread } from './answer-watch.ts'
import { SettingsWatch } from './settings-watch.ts'

/** What the services need. */
export interface ServicesOptions {
  readonly hooks: Hooks
  readonly log: LogFile
  readonly window: MainWindow
  /** The bundle's folder, where the entry files of the threads are. */
  readonly bundleFolder: URL
  /** A thread is gone: nothing works any more. */
  readonly onFailure: (error: AppErrorValue) => void
}

/** What works without a window. */
export interface Services {
  readonly threads: Threads
  readonly router: Router
  readonly status: StatusWatch
  readonly settings: SettingsWatch
  readonly answers: AnswerWatch
}

const now = (): number => Date.now()

/** Starts the services. The database is not open yet: calls wait for `threads.open()`. */
export function startServices({ hooks, log, window, bundleFolder, onFailure }: ServicesOptions): Services {
  const secrets = new SecretStore(hooks.keychainService)
  const tokens = new AccessTokens({
    standIn: hooks.googleOrigin,
    secrets,
    now,
    onSent: (request) => void threads.engine.call('ledger.record', request),
    lastSuccessAtMs: (accountId) => lastSuccessAtMs(status.latest?.accounts.find(({ id }) => id === accountId)),
  })
  const threads: Threads = startThreads({
    entry: (name) => new URL(`${name}-thread.js`, bundleFolder),
    dataFolder: hooks.dataFolder,
    bootId: randomUUID(),
    googleOrigin: hooks.googleOrigin,
    runsSchedules: true,
    getAccessToken: (accountId, rejected) => tokens.get(accountId, rejected),
    onLog: log.write,
    onFailure(name, error) {
      log.logger.error('A thread ended.', { thread: name, reason: error.stack ?? error.message })
      onFailure({
        kind: 'unavailable',
        message: `A part of OmniCRM has stopped (${name}: ${error.message}).`,
        hint: 'Try again starts OmniCRM anew: interrupted jobs go on where they were. Nothing that was stored is lost.',
      })
    },
  })
  const status: StatusWatch = new StatusWatch(() => threads.reader.call('status.get', {}))
  const silent = new Set<WatchedThread>()
  const answers = new AnswerWatch({
    clock: systemClock,
    ask: (thread) => (thread === 'engine' ? threads.engine.call('engine.ping', {}) : threads.reader.call('reader.ping', {})),
    isWorking: () => (status.latest?.jobs.processing ?? 0) > 0,
    fellSilent: (thread) => tellSilence(thread, false),
    spoke: (thread) => tellSilence(thread, true),
  })
  status.subscribe((latest) => {
    window.send('status.changed', latest)
    answers.wake()
  })

  function tellSilence(thread: WatchedThread, isOver: boolean): void {
    log.logger.error(isOver ? 'A thread answers again.' : 'A thread does not answer.', { thread })
    if (isOver) silent.delete(thread)
    else silent.add(thread)
    status.setAnswering(silent.size === 0)
    const notice = isOver ? answersAgain : doesNotAnswer(thread)
    window.send('app.notice', { tone: isOver ? 'success' : 'error', ...notice })
  }
  const settings = new SettingsWatch(() => threads.reader.call('settings.get', {}))
  const connection = new GoogleConnection({
    standIn: hooks.googleOrigin,
    secrets,
    tokens,
    engine: threads.engine,
    openBrowser: (url) => shell.openExternal(url),
    now,
    onSent: (request) => void threads.engine.call('ledger.record', request),
    accounts: () => status.latest?.accounts ?? [],
    tell: (event) => window.send('accounts.connection', event),
    onGrantLeft: (error) => log.logger.warn('Google was not given back a refused permission.', { reason: describe(error) }),
    warnSessionOnly: () =>
      window.send('app.notice', {
        tone: 'info',
        message: 'Connected until you quit OmniCRM.',
        hint: 'No keychain answers on this computer, so the sign-in is kept in memory only.',
      }),
  })
  const answeredByThreads = threadHandlers(threads, () => answers.wake())
  const handlers: CallHandlers = {
    ...answeredByThreads,
    ...hostHandlers({
      dataFolder: hooks.dataFolder,
      careThread: new URL('care-thread.js', bundleFolder),
      window: () => window.browserWindow,
      keychain: () => secrets.state(),
      importFiles: (paths) => threads.engine.call('files.import', { paths }),
      async fetchImages({ id }) {
        const addresses = await threads.reader.call('timeline.remoteImages', { id })
        if (!addresses.ok) return addresses
        const images = await fetchImages(addresses.value, {
          standIn: hooks.googleOrigin,
          onSent: (request) => void threads.engine.call('ledger.record', request),
        })
        return { ok: true, value: { images } }
      },
      connectGoogle: (input) => connection.start(input),
      reconnect: (input) => connection.reconnect(input),
      async cancelConnect() {
        connection.cancel()
        return { ok: true, value: {} }
      },
    }),
    async 'settings.update'(input) {
      const result = await answeredByThreads['settings.update'](input)
      await settings.refresh()
      return result
    },
    async 'accounts.remove'(input) {
      const result = await answeredByThreads['accounts.remove'](input)
      if (result.ok) await forgetSignIn(input.accountId)
      return result
    },
  }

  /** After the engine has agreed: its jobs for this account are on their way out and ask for no more tokens. Google is not waited for. */
  async function forgetSignIn(accountId: string): Promise<void> {
    if (!accountId.startsWith('google:')) return
    const { problem, revoked } = await tokens.forget(accountId)
    if (problem !== null) log.logger.warn('The keychain kept a sign-in.', { reason: describe(problem) })
    void revoked.then((isRevoked) => log.logger.info('A sign-in was removed.', { isRevoked }))
  }

  threads.engine.on('data.changed', (payload) => {
    window.send('data.changed', payload)
    status.changed()
  })
  threads.engine.on('jobs.progress', (payload) => window.send('jobs.progress', payload))
  threads.engine.on('alerts.raised', (payload) => window.send('alerts.raised', payload))
  threads.engine.on('engine.writing', ({ problem }) => status.setWriteProblem(problem))
  threads.engine.on('imports.finished', (payload) => window.send('imports.finished', payload))
  threads.engine.on('app.notice', (payload) => window.send('app.notice', payload))
  const router = createRouter(handlers, (channel, thrown) =>
    log.logger.error('A call failed.', { channel, reason: describe(thrown) }),
  )
  return { threads, router, status, settings, answers }
}

/** Where the window remembers its place. */
export function windowStatePathIn(dataFolder: string): string {
  return join(dataFolder, 'window.json')
}

const answersAgain = { message: 'OmniCRM answers again.', hint: 'Nothing was lost.' }

function doesNotAnswer(thread: WatchedThread): { message: string; hint: string } {
  return {
    message: thread === 'engine' ? 'OmniCRM’s engine does not answer.' : 'OmniCRM’s workspace cannot be read: nothing answers.',
    hint: 'Quit OmniCRM and start it again. Jobs go on where they were; nothing that was stored is lost.',
  }
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}

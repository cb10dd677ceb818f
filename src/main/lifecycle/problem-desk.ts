// Says what is wrong when the app itself cannot be shown, and does what a person chooses about it.
import { app, shell } from 'electron'
import type { AppErrorValue, Result } from '../../shared/app-error.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { Backup } from '../../engine/db/care/backups.ts'
import type { Logger } from '../../engine/logger.ts'
import { runCare } from '../../engine/threads/care-protocol.ts'
import type { MainWindow } from '../windows/main-window.ts'
import { type Problem, type ProblemAction, problemActionOf, renderProblemPage } from '../windows/problem-page.ts'

/** What the desk works with. */
export interface ProblemDeskOptions {
  readonly dataFolder: string
  /** Where the entry file of the thread is that mends. */
  readonly bundleFolder: URL
  readonly window: Pick<MainWindow, 'showProblem'>
  readonly logger: Logger
}

/** One problem at a time; the latest is shown. A damaged workspace is not touched before its person has chosen. */
export class ProblemDesk {
  readonly #options: ProblemDeskOptions
  readonly #careThread: URL
  #problem: Problem | null = null
  #backup: Backup | null = null
  #isMending = false

  constructor(options: ProblemDeskOptions) {
    this.#options = options
    this.#careThread = new URL('care-thread.js', options.bundleFolder)
  }

  /** Whether there is a problem. */
  get isShown(): boolean {
    return this.#problem !== null
  }

  /** The page about it. */
  page(): string {
    return renderProblemPage(this.#problem ?? { message: 'There is no problem.', hint: '' })
  }

  /** Shows a problem in place of the app. */
  show(error: AppErrorValue): void {
    this.#options.logger.error('The app cannot go on.', { kind: error.kind, reason: error.message })
    if (error.kind === 'database_corrupt') void this.#offerCures(error)
    else this.#put({ message: error.message, hint: error.hint })
  }

  /** Does what a clicked link stands for; false for any other link. */
  follow(url: string): boolean {
    const action = this.isShown ? problemActionOf(url) : null
    if (action === null) return false
    void this.#act(action)
    return true
  }

  #put(problem: Problem): void {
    this.#problem = problem
    void this.#options.window.showProblem()
  }

  async #offerCures({ message }: AppErrorValue): Promise<void> {
    this.#put({ message, hint: 'OmniCRM looks for a good backup. Nothing has been changed.' })
    const { dataFolder, logger } = this.#options
    const found = await runCare(this.#careThread, { kind: 'find-backup', dataFolder })
    if (!found.ok) logger.error('The backups could not be read.', { reason: found.error.message })
    this.#backup = found.ok ? found.value : null
    const kept = 'Whatever you choose, the damaged database is kept in the data folder under another name.'
    this.#put({
      message,
      hint: `${this.#backup === null ? 'There is no good backup. Starting anew, OmniCRM syncs your accounts again once they are connected.' : 'A good backup is there.'} ${kept}`,
      damage: { backupMadeAtMs: this.#backup?.madeAtMs ?? null },
    })
  }

  async #act(action: ProblemAction): Promise<void> {
    const { dataFolder } = this.#options
    switch (action) {
      case 'restore-backup':
        if (this.#backup === null) return
        return await this.#mend(runCare(this.#careThread, { kind: 'restore', dataFolder, file: this.#backup.file }))
      case 'start-anew':
        return await this.#mend(runCare(this.#careThread, { kind: 'set-aside', dataFolder }))
      case 'try-again':
        return startAgain()
      case 'open-data-folder':
        return void (await shell.openPath(dataFolder))
      case 'quit':
        return app.quit()
      default:
        return assertNever(action)
    }
  }

  async #mend(work: Promise<Result<unknown>>): Promise<void> {
    if (this.#isMending) return
    this.#isMending = true
    const done = await work
    this.#isMending = false
    if (done.ok) startAgain()
    else this.#put({ message: done.error.message, hint: done.error.hint })
  }
}

function startAgain(): void {
  app.relaunch()
  app.quit()
}

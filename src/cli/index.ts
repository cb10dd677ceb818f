#!/usr/bin/env node
// The same engine from a terminal: for servers and scripts, for benchmarks, for anyone who likes a terminal.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { toAppErrorValue } from '../shared/app-error.ts'
import { type RebuildStage, rebuildStages } from '../shared/jobs/payloads.ts'
import { type Hooks, readHooks } from '../engine/data-folder/hooks.ts'
import { backup } from './commands/backup.ts'
import { check } from './commands/check.ts'
import { connectGoogle } from './commands/connect-google.ts'
import { doctor } from './commands/doctor.ts'
import { exportFiles } from './commands/export.ts'
import { listImports, pauseImport, preview, resumeImport, undoImport } from './commands/imports.ts'
import { cancelJobs, dismissJobs, type JobChoice, restoreJobs, retryJobs, setPriority } from './commands/change-jobs.ts'
import { dismissItems, type ItemFilter, listFailedItems, retryItems } from './commands/job-items.ts'
import { type JobFilter, listJobs, showJob } from './commands/jobs.ts'
import { pauseJobs, resumeJobs } from './commands/pause-jobs.ts'
import { digest, people, search } from './commands/read.ts'
import { importFiles, processJobs, rebuild, sample, sync } from './commands/run-jobs.ts'
import { restore } from './commands/restore.ts'
import { dismissAlerts, listAlerts, listSchedules } from './commands/schedules.ts'
import { status } from './commands/status.ts'
import { describeExitCodes, exitCodeOf, exitCodes } from './exit-codes.ts'
import { describeBackups } from './describe-backups.ts'
import { type Answer, writeAnswer, writeNotice } from './output.ts'

interface CommonOptions {
  readonly dataDir?: string
  readonly json?: boolean
}

type Work<Options> = (hooks: Hooks, args: readonly string[], options: Options) => Answer | Promise<Answer>

const program = new Command('omnicrm')
  .description('A private CRM from your own calendar and mail.')
  .exitOverride()
  .addHelpText('after', `\nExit codes:\n${describeExitCodes()}`)

function add<Options extends object>(
  usage: string,
  description: string,
  work: Work<Options>,
  parent: Command = program,
): Command {
  const command = new Command(usage.split(' ')[0])
  for (const argument of usage.split(' ').slice(1)) command.argument(argument)
  command
    .description(description)
    .exitOverride()
    .option('--data-dir <folder>', 'where database and logs live (or OMNICRM_DATA_DIR)')
    .option('--json', 'one JSON object as the last line')
    // Otherwise a parent takes the options of its subcommands for its own: the wrong data folder would be used.
    .enablePositionalOptions()
    .action(async () => {
      // A parent's options are as good before the name of the subcommand as after it.
      const options = command.optsWithGlobals<Options & CommonOptions>()
      const args = command.args
      await run(options, (hooks) => work(hooks, args, options))
    })
  parent.addCommand(command)
  return command
}

async function run(options: CommonOptions, work: (hooks: Hooks) => Answer | Promise<Answer>): Promise<void> {
  try {
    const answer = await work(readHooks(process.env, options.dataDir))
    writeAnswer(answer, options.json === true)
    process.exitCode = answer.exitCode ?? exitCodes.done
  } catch (thrown) {
    const error = toAppErrorValue(thrown)
    writeNotice(`${error.message}\n${error.hint}`)
    if (error.kind === 'database_corrupt')
      for (const line of describeBackups(readHooks(process.env, options.dataDir))) writeNotice(line)
    if (options.json === true) writeAnswer({ lines: [], json: { error } }, true)
    process.exitCode = exitCodeOf(thrown)
  }
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 500) throw new InvalidArgumentError('A whole number from 1 to 500.')
  return count
}

function parseDate(text: string): number {
  const atMs = Date.parse(text)
  if (Number.isNaN(atMs)) throw new InvalidArgumentError('A date like 2026-03-01.')
  return atMs
}

add('sample', 'create the sample workspace (or sync it) and run all its jobs', (hooks) => sample(hooks))
add('import <paths...>', 'import mbox, eml, ics and vcf files and folders of them', (hooks, args) => importFiles(hooks, args))
add<{ account?: string; since?: number; skip?: string[] }>(
  'sync',
  'sync the connected accounts; mail of one that was never approved is approved by this',
  (hooks, _args, { account, since, skip }) =>
    sync(hooks, account, { ...(since === undefined ? {} : { sinceMs: since }), ...(skip === undefined ? {} : { skip }) }),
)
  .option('--account <account>', 'only this one, by its address or id')
  .option('--since <date>', 'import mail from this day on; earlier mail stays away', parseDate)
  .option('--skip <label...>', 'import no mail with these labels (promotions, social, or one of your own)')
add<{ account?: string }>('preview', 'count what a Google account holds, and import nothing', (hooks, _args, { account }) =>
  preview(hooks, account),
).option('--account <account>', 'only this one, by its address or id')
add('process-jobs', 'run whatever is runnable', (hooks) => processJobs(hooks))
add<{ limit: number }>('search <query...>', 'search by words and meaning', (hooks, args, { limit }) =>
  search(hooks, args.join(' '), limit),
).option('--limit <n>', 'how many results', parseCount, 20)
add<{ suggested?: boolean }>('people', 'list contacts', (hooks, _args, options) =>
  people(hooks, options.suggested === true),
).option('--suggested', 'new contacts and merges that wait for a decision, with what speaks for them')
add('status', 'accounts, counts, jobs and alerts', (hooks) => status(hooks))
add('digest', 'one number for all data: equal data, equal digest', (hooks) => digest(hooks))
add('check', 'check the database', (hooks) => check(hooks))
add<{ export?: string }>('doctor', 'examine versions, keychain, paths and database', (hooks, _args, options) =>
  doctor(hooks, options.export),
).option('--export <file>', 'write a report for whoever helps, without addresses, mail and secrets')
add<{ force?: boolean }>('backup <file>', 'write a copy of the whole workspace', (hooks, [file = ''], { force }) =>
  backup(hooks, file, force === true),
).option('--force', 'overwrite the file that is there')
add('restore <file>', 'put a backup in the place of the workspace, which is kept beside it', (hooks, [file = '']) =>
  restore(hooks, file),
)
add('export <folder>', 'write people, mail, meetings and all that is known of them as files', (hooks, [folder = '']) =>
  exportFiles(hooks, folder),
)
add<{ stage: RebuildStage; account?: string; since?: number }>(
  'rebuild',
  'make later stages anew from what sources gave',
  (hooks, _args, { stage, account, since }) =>
    rebuild(hooks, {
      stage,
      ...(account === undefined ? {} : { account }),
      ...(since === undefined ? {} : { sinceMs: since }),
    }),
)
  .addOption(new Option('--stage <stage>', 'what to begin with').choices(rebuildStages).default('all'))
  .option('--account <account>', 'only this account, by its address or id')
  .option('--since <date>', 'only what happened since', parseDate)

const connect = program.command('connect').description('connect an account').exitOverride()
add<{ clientId: string; clientSecret: string; browser: boolean }>(
  'google',
  'connect a Google account with your own OAuth client',
  (hooks, _args, { clientId, clientSecret, browser }) => connectGoogle(hooks, { clientId, clientSecret, useBrowser: browser }),
  connect,
)
  .requiredOption('--client-id <id>', 'of your OAuth client (type: desktop app)')
  .requiredOption('--client-secret <secret>', 'of your OAuth client')
  .option('--no-browser', 'print the address instead of opening it')

const jobs = add<JobFilter>('jobs', 'list jobs', (hooks, _args, filter) => listJobs(hooks, filter))
  .option('--status <status>', 'queued, processing, completed, failed or cancelled')
  .option('--kind <kind>', 'only jobs of this kind')
  .option('--text <text>', 'only jobs with this in their kind, account or error')
  .option('--dismissed', 'failed jobs that were dismissed')
  .option('--failed-items', 'items that could not be processed; the same as "jobs items"')
  .option('--limit <n>', 'how many (default: 200)', parseCount)
  .option('--before <id>', 'go on behind this job of the page before')
add('show <id>', 'one job with its attempts, and what it came from and led to', (hooks, [id = '']) => showJob(hooks, id), jobs)
add<JobChoice>('retry [ids...]', 'run failed jobs again', (hooks, ids, choice) => retryJobs(hooks, ids, choice), jobs)
  .option('--like <id>', 'all that failed for the same reason as this one')
  .option('--all', 'all that failed')
add<JobChoice>('dismiss [ids...]', 'put failed jobs away', (hooks, ids, choice) => dismissJobs(hooks, ids, choice), jobs)
  .option('--like <id>', 'all that failed for the same reason as this one')
  .option('--all', 'all that failed')
add('restore <ids...>', 'take dismissed jobs back', (hooks, ids) => restoreJobs(hooks, ids), jobs)
add<{ to: string }>(
  'priority <ids...>',
  'move waiting jobs in the line',
  (hooks, ids, { to }) => setPriority(hooks, ids, to),
  jobs,
).requiredOption('--to <priority>', 'urgent, high, medium or low')
add('cancel <ids...>', 'cancel jobs that have not ended', (hooks, ids) => cancelJobs(hooks, ids), jobs)
add('pause [kind-or-account]', 'let no job start, or none of a kind or an account', (hooks, [of]) => pauseJobs(hooks, of), jobs)
add('resume [kind-or-account]', 'let jobs start again', (hooks, [of]) => resumeJobs(hooks, of), jobs)

add<ItemFilter>('items', 'list items that could not be processed', (hooks, _args, filter) => listFailedItems(hooks, filter), jobs)
  .option('--dismissed', 'those that were dismissed')
  .option('--limit <n>', 'how many (default: 200)', parseCount)
  .option('--before <place>', 'go on where the page before has ended')
add('retry-item <ids...>', 'try single items again', (hooks, ids) => retryItems(hooks, ids), jobs)
add('dismiss-item <ids...>', 'put single items away', (hooks, ids) => dismissItems(hooks, ids), jobs)
add('schedules', 'list what starts by itself, and when', (hooks) => listSchedules(hooks), jobs)
add('alerts', 'list what needs a person, and what to do', (hooks) => listAlerts(hooks), jobs)
add('dismiss-alert <ids...>', 'put alerts away', (hooks, ids) => dismissAlerts(hooks, ids), jobs)

const imports = add('imports', 'list what was approved of Google accounts, and what came of it', (hooks) => listImports(hooks))
add('pause <id>', 'hold an import where it is', (hooks, [id = '']) => pauseImport(hooks, id), imports)
add('resume <id>', 'let a paused import go on', (hooks, [id = '']) => resumeImport(hooks, id), imports)
add('undo <id>', 'take away what the newest import brought', (hooks, [id = '']) => undoImport(hooks, id), imports)

try {
  // Given by Node and by Electron alike; left to itself, the parser takes Electron's for something else.
  await program.parseAsync(process.argv.slice(2), { from: 'user' })
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  const isAnswered = error.exitCode === 0
  if (!isAnswered && process.argv.includes('--json')) {
    const message = error.message.replace(/^error: /, '')
    const usage = { kind: 'invalid_input', message, hint: 'See "omnicrm --help".' }
    writeAnswer({ lines: [], json: { error: usage } }, true)
  }
  process.exitCode = isAnswered ? exitCodes.done : exitCodes.wrongUsage
}

// Runs the command line as a person does, in a process of its own, and gives what it said.
import { type ChildProcess, spawn } from 'node:child_process'

/** The built command line where the tests are told of one: it starts several times as fast as its source. */
const program = process.env['OMNICRM_TEST_CLI'] ?? `${import.meta.dirname}/../index.ts`

/** A test that forgets to name its data folder is refused, and never meets a person's own. */
const nobodysOwn = { OMNICRM_DATA_DIR: '/dev/null/none', OMNICRM_GOOGLE_ORIGIN: '', OMNICRM_KEYCHAIN_SERVICE: 'omnicrm-tests' }

/** What a command left behind. */
export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** With `--json`: the object on the last line. */
  readonly json: unknown
}

/** A command at work. */
export interface RunningCli {
  readonly child: ChildProcess
  readonly ended: Promise<CliRun>
}

/** Starts `omnicrm ARGUMENT…`. `environment` is added to the test's own. */
export function startCli(args: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningCli {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    env: { ...process.env, ...nobodysOwn, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)).then(
    (code) => ({ code, stdout, stderr, json: args.includes('--json') ? parseLastLine(stdout) : null }),
  )
  return { child, ended }
}

/** Runs `omnicrm ARGUMENT…` to its end. */
export function runCli(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<CliRun> {
  return startCli(args, environment).ended
}

function parseLastLine(stdout: string): unknown {
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  return line === '' ? null : (JSON.parse(line) as unknown)
}

// The window: how long a cold start takes, how fast screens change, and how long main's loop is held up while a sync runs.
import path from 'node:path'
import { z } from 'zod'
import { type Benchmark, interleave } from '../harness.ts'
import { runCommand } from '../run-command.ts'

const root = path.join(import.meta.dirname, '../..')
const outcomeSchema = z.object({ coldStartMs: z.number(), mainLoopDelayP99Ms: z.number(), screenSwitchP95Ms: z.number() })

/** `bench ui`: each turn starts the built app in a real Electron on a new data folder, on a display of its own where there is none. */
export const windowing: Benchmark = {
  packages: ['electron', 'react'],
  ratios: {},
  run: async ({ isQuick }) => {
    await runCommand(process.execPath, [path.join(root, 'scripts/build.mjs')])
    return interleave([() => startOnce(isQuick ? 3 : 10)], isQuick ? 3 : 5, 1)
  },
}

async function startOnce(tours: number): Promise<z.infer<typeof outcomeSchema>> {
  const program = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    path.join(import.meta.dirname, 'start-once.ts'),
    String(tours),
  ]
  const inDesktop = process.platform === 'linux' ? [path.join(root, 'scripts/with-desktop.mjs'), ...program] : program.slice(1)
  const printed = await runCommand(process.execPath, inDesktop)
  return outcomeSchema.parse(JSON.parse(printed.trimEnd().split('\n').at(-1) ?? ''))
}

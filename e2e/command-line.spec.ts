// The installed app is the command line, too: a command is answered without a window, a display or a second copy of the app.
import { spawnSync } from 'node:child_process'
import { electronProgram } from './fixtures/desktop-app.ts'
import { expect, test } from './fixtures/test.ts'

test('the app answers commands, also where there is no display', ({ dataFolder, keychainService }) => {
  const { command, args } = electronProgram()
  const omnicrm = (...words: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(command, [...args, ...words], {
      encoding: 'utf8',
      env: {
        ...process.env,
        DISPLAY: '',
        WAYLAND_DISPLAY: '',
        OMNICRM_DATA_DIR: dataFolder,
        OMNICRM_KEYCHAIN_SERVICE: keychainService,
      },
    })
  const status = omnicrm('status', '--json')
  expect([status.status, JSON.parse(status.stdout)]).toEqual([0, expect.objectContaining({ schemaVersion: 1, accounts: [] })])
  // Runs jobs: the threads of the engine work here as they do in the app.
  expect(omnicrm('process-jobs')).toMatchObject({ status: 0, stdout: expect.stringContaining('0 items') })
  expect(omnicrm('sync')).toMatchObject({ status: 1, stderr: expect.stringContaining('There is no account to sync yet.') })
  expect(omnicrm('jobs', '--status', 'tired').status).toBe(2)
})

test('the command line is refused while the app is at work on the folder, and reads beside it', async ({ app, dataFolder }) => {
  await app.untilReady()
  const { command, args } = electronProgram()
  const environment = { ...process.env, OMNICRM_DATA_DIR: dataFolder }
  const refused = spawnSync(command, [...args, 'process-jobs'], { encoding: 'utf8', env: environment })
  expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('is already working on')])
  expect(spawnSync(command, [...args, 'status', '--json'], { env: environment }).status).toBe(0)
})

// Where the installed Electron is, and which switches it needs on this computer.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeModules } from './set-up/paths.mjs'

/** The program that node_modules/electron holds. */
export function electronExecutable() {
  const folder = join(nodeModules, 'electron')
  return join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
}

/** Chromium's sandbox refuses to run for root, so only there it is given up. */
export function electronArguments() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

// Keeps a compiled native module outside the checkout, so that a second checkout need not compile it again.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cache } from './paths.mjs'

/**
 * Puts the cached file in place; resolves to false when there is none.
 * @param {string} name
 * @param {string} destination
 */
export async function restoreBinary(name, destination) {
  const cached = join(cache, name)
  if (!existsSync(cached)) return false
  await mkdir(dirname(destination), { recursive: true })
  await copyWhole(cached, destination)
  return true
}

/**
 * Remembers a freshly compiled file.
 * @param {string} name
 * @param {string} compiled
 */
export async function keepBinary(name, compiled) {
  await mkdir(cache, { recursive: true })
  await copyWhole(compiled, join(cache, name))
}

/**
 * Nobody ever sees half a file, even if the copy is interrupted.
 * @param {string} from
 * @param {string} to
 */
async function copyWhole(from, to) {
  const unfinished = `${to}.${process.pid}`
  await copyFile(from, unfinished)
  await rename(unfinished, to)
}

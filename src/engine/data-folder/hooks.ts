// Reads the environment variables that tests and scripts may set, and refuses those that would let data leave this computer.
import { type Environment, resolveDataFolder } from './data-folder.ts'
import { readGoogleOrigin } from './read-google-origin.ts'

/** What the environment says. */
export interface Hooks {
  readonly dataFolder: string
  /** A stand-in for Google on this computer (`http://127.0.0.1:PORT`), or null for Google itself. */
  readonly googleOrigin: string | null
  /** The name under which secrets are kept in the system's keychain. */
  readonly keychainService: string
}

/** The name that a person finds in their keychain. */
export const defaultKeychainService = 'OmniCRM Desktop'

/** Reads the hooks. Throws an `AppError` `invalid_input` when the stand-in for Google is not on this computer. */
export function readHooks(environment: Environment, givenDataFolder?: string): Hooks {
  return {
    dataFolder: resolveDataFolder(environment, givenDataFolder),
    googleOrigin: readGoogleOrigin(environment['OMNICRM_GOOGLE_ORIGIN']),
    keychainService: environment['OMNICRM_KEYCHAIN_SERVICE'] || defaultKeychainService,
  }
}

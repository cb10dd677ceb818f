// Keeps what lets us in at Google: in the system's keychain, or, where there is none, in memory until the program ends. Never in a file.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** What is kept for each account. */
const accountSecretSchema = z.object({
  refreshToken: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: z.string(),
  /** When the person signed in, milliseconds since the epoch: tells why Google may have ended it. */
  connectedAtMs: z.int(),
})
/** @see accountSecretSchema */
export type AccountSecret = z.infer<typeof accountSecretSchema>

/** Whether secrets outlive the program here. */
export type KeychainState = { readonly kind: 'available' } | { readonly kind: 'unavailable'; readonly reason: string }

/** The part of keytar that is used. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/** Where secrets were kept. */
export type KeptIn = 'keychain' | 'memory'

/** A keychain that asks its person to unlock it may take a while; one that is broken never answers. */
const answerWithinMs = 60_000
const probeWithinMs = 5_000
/** Never written: asking for it shows whether anybody answers. */
const probeName = 'probe'

/** Secrets by account id. */
export class SecretStore {
  readonly #service: string
  readonly #load: () => Promise<Keychain>
  readonly #memory = new Map<string, AccountSecret>()

  /** `service` is the name under which a person finds the secrets; `load` is asked for the keychain when it is first needed. */
  constructor(service: string, load: () => Promise<Keychain> = loadKeytar) {
    this.#service = service
    this.#load = load
  }

  /** Asks the keychain whether it answers. */
  async state(): Promise<KeychainState> {
    try {
      await within(
        probeWithinMs,
        this.#load().then((keychain) => keychain.getPassword(this.#service, probeName)),
      )
      return { kind: 'available' }
    } catch (error) {
      return { kind: 'unavailable', reason: explain(error) }
    }
  }

  /** Keeps something, asks for it back and removes it: also a keychain that answers may be locked. */
  async tryOut(): Promise<KeychainState> {
    try {
      await within(probeWithinMs, this.#keepAndForget(`${probeName} ${randomUUID()}`))
      return { kind: 'available' }
    } catch (error) {
      return { kind: 'unavailable', reason: explain(error) }
    }
  }

  async #keepAndForget(name: string): Promise<void> {
    const keychain = await this.#load()
    await keychain.setPassword(this.#service, name, name)
    const kept = await keychain.getPassword(this.#service, name)
    await keychain.deletePassword(this.#service, name)
    if (kept !== name) throw new Error('it does not give back what it was given')
  }

  /** Keeps a secret, in memory when the keychain refuses; tells where. */
  async write(accountId: string, secret: AccountSecret): Promise<KeptIn> {
    try {
      const keychain = await this.#load()
      await within(answerWithinMs, keychain.setPassword(this.#service, accountId, JSON.stringify(secret)))
      this.#memory.delete(accountId)
      return 'keychain'
    } catch {
      // The person is told by `state()` and by the answer: signed in until the program ends.
      this.#memory.set(accountId, secret)
      return 'memory'
    }
  }

  /** The secret of an account; null when there is none, or none that can be read. Rejects when the keychain does not answer. */
  async read(accountId: string): Promise<AccountSecret | null> {
    const remembered = this.#memory.get(accountId)
    if (remembered !== undefined) return remembered
    const keychain = await this.#load()
    const stored = await within(answerWithinMs, keychain.getPassword(this.#service, accountId))
    return stored === null ? null : parseSecret(stored)
  }

  /** Forgets a secret everywhere. */
  async remove(accountId: string): Promise<void> {
    this.#memory.delete(accountId)
    const keychain = await this.#load()
    await within(answerWithinMs, keychain.deletePassword(this.#service, accountId))
  }
}

/** keytar is native and may be missing or broken: it is loaded when it is needed, and its absence is an answer. */
async function loadKeytar(): Promise<Keychain> {
  const keytar = await import('keytar')
  return keytar.default
}

function parseSecret(stored: string): AccountSecret | null {
  try {
    return accountSecretSchema.parse(JSON.parse(stored))
  } catch {
    // Not ours, or from a version that is gone: as good as none.
    return null
  }
}

/** The reason a person is shown. The keychain's own words are technical, but hold no secret. */
function explain(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error)
  if (process.platform !== 'linux') return `The system's keychain does not answer (${detail}).`
  return `No keychain answers on this computer (${detail}). Install and unlock GNOME Keyring, KWallet or another Secret Service.`
}

async function within<Value>(limitMs: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it did not answer in time')), limitMs)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}

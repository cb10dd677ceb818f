import { describe, expect, it } from 'vitest'
import { type AccountSecret, type Keychain, SecretStore } from './secret-store.ts'

const secret: AccountSecret = { refreshToken: '1//refresh', clientId: 'client', clientSecret: 'secret', connectedAtMs: 1 }

function createKeychain(): Keychain & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    getPassword: async (service, account) => entries.get(`${service}/${account}`) ?? null,
    setPassword: async (service, account, password) => void entries.set(`${service}/${account}`, password),
    deletePassword: async (service, account) => entries.delete(`${service}/${account}`),
  }
}

const noKeychain = (): Promise<Keychain> => Promise.reject(new Error('no Secret Service'))

describe('SecretStore', () => {
  it('keeps secrets in the keychain under its name, until they are removed', async () => {
    const keychain = createKeychain()
    const store = new SecretStore('service', async () => keychain)
    expect(await store.state()).toEqual({ kind: 'available' })
    expect(await store.write('google:1', secret)).toBe('keychain')
    expect([...keychain.entries.keys()]).toEqual(['service/google:1'])
    expect(await new SecretStore('service', async () => keychain).read('google:1')).toEqual(secret)
    await store.remove('google:1')
    expect([await store.read('google:1'), keychain.entries.size]).toEqual([null, 0])
  })

  it('says why there is no keychain, and keeps the secret for this session only', async () => {
    const store = new SecretStore('service', noKeychain)
    expect(await store.state()).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining('no Secret Service') })
    expect(await store.write('google:1', secret)).toBe('memory')
    expect(await store.read('google:1')).toEqual(secret)
    await expect(new SecretStore('service', noKeychain).read('google:1')).rejects.toThrow('no Secret Service')
  })

  it('moves a secret from memory to the keychain once there is one', async () => {
    const keychain = createKeychain()
    let load = noKeychain
    const store = new SecretStore('service', () => load())
    await store.write('google:1', secret)
    load = async () => keychain
    expect(await store.write('google:1', { ...secret, refreshToken: '1//newer' })).toBe('keychain')
    expect(await store.read('google:1')).toEqual({ ...secret, refreshToken: '1//newer' })
  })

  it.each(['junk', '{}', '{"refreshToken":""}'])('takes an entry of %j for none', async (entry) => {
    const keychain = createKeychain()
    keychain.entries.set('service/google:1', entry)
    expect(await new SecretStore('service', async () => keychain).read('google:1')).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { dataScopes, missingScopes, scopesToAsk } from './scopes.ts'

describe('scopesToAsk', () => {
  it('asks for what was chosen and for who signs in', () => {
    expect(scopesToAsk(['calendar'], [])).toEqual(['openid', 'email', 'profile', dataScopes.calendar])
  })

  it('asks again for what was granted before: it would be lost', () => {
    expect(scopesToAsk(['mail'], ['openid', dataScopes.calendar])).toEqual([
      'openid',
      'email',
      'profile',
      dataScopes.mail,
      dataScopes.calendar,
    ])
    expect(scopesToAsk(['mail'], [dataScopes.mail])).toEqual(['openid', 'email', 'profile', dataScopes.mail])
  })
})

describe('missingScopes', () => {
  it('knows the long names that Google answers with', () => {
    const granted = [
      'openid',
      'https://www.googleapis.com/auth/userinfo.email',
      'https://www.googleapis.com/auth/userinfo.profile',
      dataScopes.mail,
    ]
    expect(missingScopes(scopesToAsk(['mail'], []), granted)).toEqual([])
    expect(missingScopes(scopesToAsk(['mail', 'calendar'], []), granted)).toEqual([dataScopes.calendar])
  })
})

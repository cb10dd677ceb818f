import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const directives = Object.fromEntries(
  contentSecurityPolicy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ')
    return [name, sources]
  }),
)

describe('the content security policy', () => {
  it('starts from nothing and lets only our own scripts run', () => {
    expect(directives).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'connect-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
      'form-action': ["'none'"],
    })
  })

  it('names no host and no way to make code of text', () => {
    expect(contentSecurityPolicy).not.toMatch(/https?:|\*|unsafe-eval|wasm-unsafe-eval/)
    expect(directives['script-src']).not.toContain("'unsafe-inline'")
  })
})

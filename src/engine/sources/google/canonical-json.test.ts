import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson, hashText } from './canonical-json.ts'

it('is the same for the same content in any order of keys, and leaves out what it is told to', () => {
  expect(canonicalJson({ b: { y: 1, x: [{ d: 1, c: 2 }] }, a: null, etag: '"1"' }, new Set(['etag']))).toBe(
    '{"a":null,"b":{"x":[{"c":2,"d":1}],"y":1}}',
  )
})

it('tells different content apart', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue())
  fc.assert(
    fc.property(object, object, (left, right) => {
      const isSame = hashText(canonicalJson(left, new Set())) === hashText(canonicalJson(right, new Set()))
      const leftAgain = JSON.parse(canonicalJson(left, new Set())) as unknown
      const rightAgain = JSON.parse(canonicalJson(right, new Set())) as unknown
      if (isSame) expect(leftAgain).toEqual(rightAgain)
      else expect(JSON.stringify(leftAgain)).not.toBe(JSON.stringify(rightAgain))
    }),
  )
})

it('keeps odd keys', () => {
  const odd = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as Record<string, unknown>
  expect(canonicalJson(odd, new Set())).toBe('{"__proto__":{"a":1},"constructor":2}')
})

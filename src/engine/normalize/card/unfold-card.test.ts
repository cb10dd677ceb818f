import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unfoldCard } from './unfold-card.ts'

describe('unfoldCard', () => {
  it.each([
    ['a blank goes on with the line before', 'NOTE:on\r\n e\n\ttwo', ['NOTE:onetwo']],
    ['a blank before anything stands', ' NOTE:one', [' NOTE:one']],
    ['a break in quoted-printable goes', 'NOTE;ENCODING=QUOTED-PRINTABLE:o=\nn=\n e', ['NOTE;ENCODING=QUOTED-PRINTABLE:one']],
    ['one break uncovers another', 'N;ENCODING=QUOTED-PRINTABLE:a==\n\nb', ['N;ENCODING=QUOTED-PRINTABLE:ab']],
    ['a head that is folded itself', 'N;ENCODING=QUOTED-\n PRINTABLE:a=\nb', ['N;ENCODING=QUOTED-PRINTABLE:ab']],
    [
      'what comes after the colon names no encoding',
      'NOTE:ENCODING=QUOTED-PRINTABLE:a=\nb',
      ['NOTE:ENCODING=QUOTED-PRINTABLE:a=', 'b'],
    ],
    ['without a colon nothing is broken', 'N;ENCODING=QUOTED-PRINTABLE=\nb', ['N;ENCODING=QUOTED-PRINTABLE=', 'b']],
  ])('%s', (_name, text, lines) => {
    expect(unfoldCard(text)).toEqual(lines)
  })

  it('gives for any text what the rule gives that looks at the whole line each time', () => {
    const piece = fc.constantFrom('N', ';ENCODING=QUOTED-', 'PRINTABLE', ':', '=', '\n', '\r\n', ' ', '\t', 'x', '\uFEFF')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(unfoldCard(pieces.join(''))).toEqual(unfoldPlainly(pieces.join('')))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['folded by blanks', 'NOTE:x', '\n x'],
    ['broken in quoted-printable', 'NOTE;ENCODING=QUOTED-PRINTABLE:x=', '\nx='],
    ['a head that never ends', 'NOTE', '\n ;ENCODING=QUOTED-PRINTABLE'],
  ])('takes time that grows with a hostile text, not with its square: %s', (_name, head, row) => {
    const times = 16
    const short = head + row.repeat(4_000)
    const long = head + row.repeat(4_000 * times)
    // Of several tries the one that was disturbed least: a square is 16 times as much again, whatever else the computer does.
    const growth = leastCpu(() => unfoldCard(long)) / leastCpu(() => unfoldCard(short))
    expect(growth).toBeLessThan(times * 6)
  })
})

/** The rule in its plainest words. */
function unfoldPlainly(text: string): string[] {
  const lines: string[] = []
  for (const row of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const last = lines.at(-1)
    if (last !== undefined && /^[^:]*ENCODING=QUOTED-PRINTABLE[^:]*:.*=$/is.test(last))
      lines[lines.length - 1] = last.slice(0, -1) + row.replace(/^[ \t]/, '')
    else if (last !== undefined && /^[ \t]/.test(row)) lines[lines.length - 1] = last + row.slice(1)
    else lines.push(row)
  }
  return lines
}

/** In microseconds of this process. */
function leastCpu(work: () => unknown): number {
  const tries = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return user + system
  })
  return Math.min(...tries)
}

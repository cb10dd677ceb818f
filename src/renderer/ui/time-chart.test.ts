import { expect, test } from 'vitest'
import { linePaths } from './time-chart.tsx'

test('a line breaks where there is no value, and a value between two gaps is a dot', () => {
  const paths = linePaths(
    [1, 2, null, 3, null],
    (index) => index,
    (value) => value,
  )
  expect(paths).toEqual({ line: 'M 0.0 1.0 L 1.0 2.0', dots: 'M 3.0 3.0 l 0 0' })
})

// A lint rule of our own: engine code asks its injected clock for the time, so that tests can set it.

/** @typedef {{ type: string, name?: string, callee?: Node, object?: Node, property?: Node, arguments?: Node[] }} Node as far as this rule looks */
/** @typedef {{ report: (finding: { node: Node, message: string }) => void }} Context */

const message = 'Ask the injected clock (context.clock.now()) for the time: only src/engine/clock.ts may read it from the system.'

/** `Date`, the global. */
function isDate(/** @type {Node | undefined} */ node) {
  return node?.type === 'Identifier' && node.name === 'Date'
}

export default {
  meta: { name: 'omnicrm' },
  rules: {
    'no-ambient-clock': {
      create(/** @type {Context} */ context) {
        return {
          NewExpression(/** @type {Node} */ node) {
            if (isDate(node.callee) && node.arguments?.length === 0) context.report({ node, message })
          },
          CallExpression(/** @type {Node} */ node) {
            const { callee } = node
            const isNow = callee?.type === 'MemberExpression' && isDate(callee.object) && callee.property?.name === 'now'
            if (isDate(callee) || isNow) context.report({ node, message })
          },
        }
      },
    },
  },
}

// A lint rule of our own: engine code asks its injected clock for the time, so that tests can set it.

const message = 'Ask the injected clock (context.clock.now()) for the time: only src/engine/clock.ts may read it from the system.'

export default {
  meta: { name: 'omnicrm' },
  rules: {
    'no-ambient-clock': {
      create(context) {
        const isDate = (node) => node.type === 'Identifier' && node.name === 'Date'
        return {
          NewExpression(node) {
            if (isDate(node.callee) && node.arguments.length === 0) context.report({ node, message })
          },
          CallExpression(node) {
            const { callee } = node
            const isNow = callee.type === 'MemberExpression' && isDate(callee.object) && callee.property.name === 'now'
            if (isDate(callee) || isNow) context.report({ node, message })
          },
        }
      },
    },
  },
}

// A screen that breaks takes nothing else with it: it says so and offers to start over.
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { ErrorState } from './error-state.tsx'

interface ErrorBoundaryProps {
  /** What is inside, for the message: "This screen". */
  what: string
  children: ReactNode
}

/** Key it by what it shows, so that going elsewhere starts over. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(`${this.props.what} broke:`, error, info.componentStack)
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return (
      <ErrorState
        error={{
          kind: 'internal',
          message: `${this.props.what} could not be drawn.`,
          hint: 'Your data is safe, and the jobs go on.',
        }}
        onRetry={() => this.setState({ isBroken: false })}
      />
    )
  }
}

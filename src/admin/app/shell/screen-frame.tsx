import { Component, type ReactElement, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useLocation } from 'react-router-dom'
import { ApiError } from '../api/client.js'
import { Failure, Loading } from '../parts/states.js'
import { Banners } from './banners.js'

interface FrameProps {
  readonly name: string
  readonly children: ReactNode
}

/** Where a screen stands: the page's main part, with what is to be said above every screen. */
export function ScreenFrame({ name, children }: FrameProps): ReactElement {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen starts at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [pathname])
  return (
    <main className={`screen ${name}`} id="content" tabIndex={-1} ref={main}>
      <Banners />
      <Mishap key={pathname}>
        <Suspense fallback={<Loading lines={10} />}>{children}</Suspense>
      </Mishap>
    </main>
  )
}

/** One screen that fails does not take the others with it. */
class Mishap extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return <Failure error={new ApiError(0, 'unexpected', '', [], {})} retry={() => window.location.reload()} />
  }
}

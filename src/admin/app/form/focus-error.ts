/** Brings the first field that is wrong into view and into focus, once it is drawn. */
export function focusError(): void {
  requestAnimationFrame(() => {
    const first = document.querySelector<HTMLElement>('[aria-invalid="true"], .card.wrong')
    first?.scrollIntoView({ block: 'center' })
    first?.focus()
  })
}

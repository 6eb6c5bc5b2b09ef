/** What the page carries in its data block, and where to draw. @throws Error when the page is not ours */
export function readBoot<T>(): { readonly data: T; readonly element: HTMLElement } {
  const block = document.getElementById('boot')?.textContent
  const element = document.getElementById('app')
  if (block == null || element === null) throw new Error('the page has no data block or no place to draw')
  return { data: JSON.parse(block) as T, element }
}

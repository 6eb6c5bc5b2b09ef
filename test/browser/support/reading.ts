/** What is wrong with a screen as somebody reads and touches it. */
import type { Page } from 'playwright-core'

/** Links inside a sentence are not targets of their own. */
export function smallTargets(on: Page): Promise<string[]> {
  return on.evaluate(() =>
    [...document.querySelectorAll('button, a, select, input:not([type=checkbox])')]
      .filter((element) => {
        const { width, height, right } = element.getBoundingClientRect()
        const isShown = width > 0 && height > 0 && right > 0 && getComputedStyle(element).visibility !== 'hidden'
        return isShown && height < 43.5 && element.closest('dd, td, p, .alert, .plain-list, .skip-link') === null
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}

/** Words of our own screens that are Chinese, or a key instead of words: headings, labels, buttons, column heads. Data may be Chinese in any language: a card is data, its labels are looked at by themselves. */
export function untranslated(on: Page): Promise<string[]> {
  return on.evaluate(() => {
    const own = 'h2, label .label, .label, button, th, .nav, dt, .badge, summary, .muted, input[placeholder]'
    const texts = [...document.querySelectorAll(own)]
      .filter(
        (element) =>
          element.closest('.user-button, .notification, [lang=zh-CN]') === null &&
          element.querySelector('[lang=zh-CN]') === null &&
          !element.matches('.user-button, .card'),
      )
      .map((element) => element.getAttribute('placeholder') ?? (element as HTMLElement).innerText)
    return texts.filter((text) => /[\u4e00-\u9fff]/.test(text) || /^[a-z]+\.[a-z]+[A-Za-z]*$/.test(text.trim()))
  })
}

// Runs before AdminJS: hands the page's nonce to the style elements that libraries add, and the state to where AdminJS looks for it.
{
  const { nonce } = document.currentScript
  window.__webpack_nonce__ = nonce
  const createElement = document.createElement
  document.createElement = (name, options) => {
    const element = createElement.call(document, name, options)
    if (/^style$/i.test(name)) element.setAttribute('nonce', nonce)
    return element
  }
  const boot = JSON.parse(document.getElementById('boot').textContent)
  Object.assign(window, {
    REDUX_STATE: boot.state,
    THEME: boot.theme,
    THEME_COMPONENTS: {},
    AdminJS: { Components: {} },
    CONSOLE_START: boot.start,
  })
}

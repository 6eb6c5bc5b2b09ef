// Hands the page's nonce to the style elements that libraries add; runs before every module.
const { nonce } = document.currentScript
window.__webpack_nonce__ = nonce
const createElement = document.createElement
document.createElement = (name, options) => {
  const element = createElement.call(document, name, options)
  if (/^style$/i.test(name)) element.setAttribute('nonce', nonce)
  return element
}

/** Stands in for AdminJS's bundled languages: every text on the screens is ours. */
export const DEFAULT_NS = 'translation'
export const locales = {}
export const defaultLocale = { language: 'zh-CN', translations: {}, availableLanguages: ['zh-CN', 'en'] }
export const defaultConfig = {
  interpolation: { escapeValue: false },
  ns: [DEFAULT_NS],
  defaultNS: DEFAULT_NS,
  fallbackNS: DEFAULT_NS,
  load: 'currentOnly',
  react: { useSuspense: false },
  resources: {},
}

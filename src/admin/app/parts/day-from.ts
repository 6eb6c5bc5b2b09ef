/** `20260305`, `2026/3/5`, `2026.3.5`, `2026年3月5日` → `2026-03-05`; anything else stays and is complained about. */
export function dayFrom(text: string): string {
  const plain = text.normalize('NFKC').trim()
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(plain)
  const [, year, month = '', day = ''] = parts ?? []
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

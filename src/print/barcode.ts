import { toSVG } from 'bwip-js/node'

/**
 * The document's number as a Code 128 barcode, an svg that fetches nothing and styles nothing.
 * @returns undefined when the number has other characters than ASCII, or so many that the bars get too thin for a scanner
 */
export function barcode(number: string): string | undefined {
  if (!/^[\x20-\x7E]{1,24}$/.test(number)) return undefined
  return toSVG({ bcid: 'code128', text: number, height: 8, paddingwidth: 0 }).trim()
}

import type { Paper } from './document.js'

/** A paper and how a document is set on it; millimetres, font sizes in points. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly marginX: number
  readonly marginY: number
  readonly fontPt: number
  readonly titlePt: number
  readonly companyPt: number
  readonly headingHeight: number
  readonly cellPadding: number
  readonly footerHeight: number
  readonly signatureHeight: number
  /** Forms are filled to their end with empty lines, so that nothing can be added by hand. */
  readonly fillsUp: boolean
}

const a4: Sheet = {
  width: 210,
  height: 297,
  marginX: 12,
  marginY: 12,
  fontPt: 9.5,
  titlePt: 17,
  companyPt: 13,
  headingHeight: 19,
  cellPadding: 1,
  footerHeight: 6,
  signatureHeight: 14,
  fillsUp: false,
}
const a5: Sheet = {
  ...a4,
  height: 148,
  width: 210,
  marginY: 8,
  headingHeight: 16.5,
  titlePt: 15,
  companyPt: 12,
  cellPadding: 0.6,
  signatureHeight: 10,
  fillsUp: true,
}

/** 15 mm on each side lie on the strips with the holes, which are torn off; needles need larger letters. */
const halfForm: Sheet = {
  ...a5,
  width: 241,
  height: 140,
  marginX: 15,
  marginY: 5,
  fontPt: 10,
  headingHeight: 16,
  cellPadding: 0.5,
  footerHeight: 5,
}

const sheets: Readonly<Record<Paper, Sheet>> = { A4: a4, A5: a5, '241x140': halfForm }

export function sheetOf(paper: Paper): Sheet {
  return sheets[paper]
}

export const mmPerPt = 25.4 / 72

/** The line height of Noto Sans SC, given to the browser too, whatever font it finds. */
export const lineRatio = 1.448

/** Height of one line of text, in millimetres. */
export function lineHeight(sheet: Sheet): number {
  return sheet.fontPt * lineRatio * mmPerPt
}

/** What a line can use between the margins. */
export function innerWidth(sheet: Sheet): number {
  return sheet.width - 2 * sheet.marginX
}

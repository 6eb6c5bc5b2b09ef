/** The part of subset-font we use; the package has no types. */
declare module 'subset-font' {
  const subsetFont: (
    font: Uint8Array,
    text: string,
    options: { readonly targetFormat: 'truetype'; readonly keepAllGlyphs: boolean },
  ) => Promise<Uint8Array>
  export = subsetFont
}

import { describe, expect, it } from '@jest/globals'
import { withLiterals } from '../../src/store/mysql-values.js'
import { parameterFor } from '../../src/store/parameters.js'
import { numberPlaceholders } from '../../src/store/placeholders.js'

describe('placeholders for PostgreSQL', () => {
  it.each([
    ['a = ? AND b = ?', 'a = $1 AND b = $2'],
    ["a = '?' AND b = ?", "a = '?' AND b = $1"],
    ["a = 'it''s ?' AND b = ?", "a = 'it''s ?' AND b = $1"],
    ['"odd?" = ? AND `x?` = ?', '"odd?" = $1 AND `x?` = $2'],
    ['a = ? -- really?\n AND b = ?', 'a = $1 -- really?\n AND b = $2'],
    ['/* ? \n ? */ a = ?', '/* ? \n ? */ a = $1'],
    ['no parameters', 'no parameters'],
    ['?', '$1'],
  ])('%s', (given, expected) => {
    expect(numberPlaceholders(given)).toBe(expected)
  })
})

describe('several statements', () => {
  it.each(['SELECT 1; SELECT 2', 'SELECT 1;', "SELECT ';'; DROP TABLE a"])('are refused where one was meant: %s', (sql) => {
    expect(() => withLiterals(sql, [])).toThrow('more than one statement')
  })

  it('are not seen in quotes, in names, in comments or in what is put in', () => {
    expect(withLiterals("SELECT ';', `a;b` /* ; */ WHERE a = ?", ["'; DROP TABLE a; --"])).toBe(
      "SELECT ';', `a;b` /* ; */ WHERE a = '\\'; DROP TABLE a; --'",
    )
  })
})

describe('literals for MySQL', () => {
  it.each([
    [['a'], "'a'"],
    [["x' OR '1'='1"], "'x\\' OR \\'1\\'=\\'1'"],
    [['\\'], "'\\\\'"],
    [[{ id: 1 }], `'{\\"id\\":1}'`],
    [[['a', 'b']], `'[\\"a\\",\\"b\\"]'`],
    [[null], 'NULL'],
    [[true], 'true'],
    [[12.5], '12.5'],
    [[9_223_372_036_854_775_807n], '9223372036854775807'],
    [[parameterFor('decimal', '-0.0000001')], '-0.0000001'],
    [[parameterFor('id', '42')], '42'],
    [['2026-11-22T08:00:00.120Z'], "'2026-11-22 08:00:00.120'"],
    [[parameterFor('text', '2026-11-22T08:00:00.120Z')], "'2026-11-22T08:00:00.120Z'"],
    [['2026-11-22'], "'2026-11-22'"],
  ])('%j', (parameters, expected) => {
    expect(withLiterals('?', parameters)).toBe(expected)
  })

  it('steps over quotes', () => {
    expect(withLiterals("a = '?' AND b = ?", ['x'])).toBe("a = '?' AND b = 'x'")
  })

  it('wants as many parameters as placeholders', () => {
    expect(() => withLiterals('a = ? AND b = ?', ['x'])).toThrow('1 parameters for 2 placeholders')
  })
})

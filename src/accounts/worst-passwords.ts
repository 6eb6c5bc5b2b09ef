/** What is tried first everywhere, of at least ten characters; compared in lower case. Source: the yearly lists of leaked passwords. */
const worst = new Set(
  `1234567890 0123456789 0987654321 9876543210 12345678910 123456789a 1234567890a a123456789 qwertyuiop qwerty12345 qwerty123456 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
  password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123 administrator admin12345 admin123456 admin@1234 admin@123456 root123456 welcome123
  welcome1234 letmein123 letmein1234 iloveyou123 changeme123 changeme1234 superman123 football123 baseball123 sunshine123 princess123 asdfghjkl1 asdfghjkl; zxcvbnm123
  abcdefghij abcdefghijk abc1234567 abc123456789 abcd123456 abcd1234567 aa12345678 aa123456789 woaini1314 woaini520 woaini5201314 5201314520 1314520520 qq123456789 wang123456
  zhang123456 li123456789 a1b2c3d4e5 q1w2e3r4t5 q1w2e3r4t5y6 test123456 test1234567 demo123456 demo1234567 danju12345 danju123456 company123 secret1234 default123 temp123456 guest12345`.split(
    /\s+/,
  ),
)

/** One of the list, or one character (or pair, or triple) over and over. */
export function isAmongWorst(password: string): boolean {
  return worst.has(password) || /^(.{1,3})\1+.?$/u.test(password)
}

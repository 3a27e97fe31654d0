/** The size in bytes of code in hexadecimal, linked or not. */
export function codeSize(code: string): number {
  return (code.length - "0x".length) / 2;
}

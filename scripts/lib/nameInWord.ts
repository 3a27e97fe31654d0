import { decodeBytes32String } from "ethers";

/** The name of a field that a contract keeps in a word; undefined for any other word, such as a digest. */
export function nameInWord(word: string): string | undefined {
  try {
    const name = decodeBytes32String(word);
    return /^[A-Za-z]\w*$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";

/** Why a file cannot be read; undefined if it can be. */
export function whyUnreadable(file: string): string | undefined {
  return isFolder(file) ? "it is a folder" : whyBarred(file, constants.R_OK);
}

/**
 * Why a file could not be written, as far as that shows before; undefined if nothing stands against
 * it. Nothing is made or changed.
 */
export function whyUnwritable(file: string): string | undefined {
  const folder = path.dirname(file);
  if (isFolder(file)) return "it is a folder";
  if (!isFolder(folder)) return `there is no folder ${folder}`;
  return whyBarred(existsSync(file) ? file : folder, constants.W_OK);
}

function whyBarred(file: string, mode: number): string | undefined {
  try {
    accessSync(file, mode);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

function isFolder(file: string): boolean {
  return existsSync(file) && statSync(file).isDirectory();
}

import { artifacts } from "hardhat";

/** Where a variable begins: its slot, and its first byte in it from the right. */
export interface Place {
  slot: number;
  offset: number;
}

/** A contract's storage: its variables, and the members of every struct by the struct's name. */
export interface StorageLayout {
  variables: Record<string, Place>;
  structs: Record<string, Record<string, Place>>;
}

interface Entry {
  label: string;
  slot: string;
  offset: number;
}

interface CompilerLayout {
  storage: Entry[];
  types: Record<string, { label: string; members?: Entry[] }> | null;
}

/** Reads the storage layout of a contract as the compiler reported it. */
export async function readStorageLayout(file: string, name: string): Promise<StorageLayout> {
  const build = await artifacts.getBuildInfo(`${file}:${name}`);
  const contract = build?.output.contracts[file]?.[name] as
    { storageLayout?: CompilerLayout } | undefined;
  const layout = contract?.storageLayout;
  if (!layout) throw new Error(`There is no storage layout of ${file}:${name}`);

  const structs: StorageLayout["structs"] = {};
  for (const { label, members } of Object.values(layout.types ?? {})) {
    if (members) structs[label.replace(/^struct /, "")] = places(members);
  }
  return { variables: places(layout.storage), structs };
}

function places(entries: Entry[]): Record<string, Place> {
  return Object.fromEntries(
    entries.map(({ label, slot, offset }) => [label, { slot: Number(slot), offset }]),
  );
}

import { hasForbiddenCharacters, Problem } from '@berth/domain';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import type { ArchiveLimits } from './archive-limits.js';

/** An entry of a zip file that is known to be readable. */
export interface ZipMember {
  /** As the file has it, folders without their last `/`. */
  name: string;
  type: 'file' | 'directory' | 'symlink';
  executable: boolean;
  entry: Entry;
}

const zip64Field = 0x0001;
const unicodePathField = 0x7075;
const methods = [0, 8];
/** Upper byte of `version made by`: systems that write `\` between folders. */
const dos = [0, 10, 11, 14];
const unix = [3, 19];
const fileTypes: Record<number, ZipMember['type']> = { 0: 'file', 0o100000: 'file', 0o040000: 'directory', 0o120000: 'symlink' };
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const refused = (sentence: string): Problem => new Problem('source-invalid', sentence);

/** The zip file behind `fd`, which is closed with it. Throws source-invalid. */
export async function openZip(fd: number): Promise<ZipFile> {
  try {
    return await fromFdPromise(fd, { autoClose: false, lazyEntries: true, decodeStrings: false });
  } catch (error) {
    throw asZipProblem(error);
  }
}

/**
 * What a zip file holds, sorted by name. Refused is what two readers could read differently: entries that share bytes,
 * names that are not UTF-8 or differ between an entry and its place in the list; and what no source needs: encryption,
 * zip64, other methods than stored and deflated. Resource forks of macOS are left out. Throws source-invalid, source-too-large.
 */
export async function zipMembers(zip: ZipFile, packedBytes: number, limits: ArchiveLimits): Promise<ZipMember[]> {
  if (zip.entryCount > limits.entries) throw new Problem('source-too-large', `The archive has more than ${limits.entries} entries.`);
  const members: ZipMember[] = [];
  const ranges: { from: number; to: number; name: string }[] = [];
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const member = memberOf(entry);
      unpacked += entry.uncompressedSize;
      if (unpacked > limits.unpackedBytes) throw new Problem('source-too-large', `The archive unpacks to more than ${limits.unpackedBytes / 2 ** 30} GiB.`);
      const { fileDataStart, fileName } = await zip.readLocalFileHeaderPromise(entry);
      if (!fileName.equals(entry.fileNameRaw)) throw refused(`${shown(member.name)} has another name in the archive's list than in its place.`);
      ranges.push({ from: entry.relativeOffsetOfLocalHeader, to: fileDataStart + entry.compressedSize, name: member.name });
      if (!member.name.startsWith('__MACOSX/') && member.name !== '__MACOSX') members.push(member);
    }
  } catch (error) {
    throw asZipProblem(error);
  }
  if (unpacked > limits.ratioFreeBytes && unpacked > packedBytes * limits.ratio) throw refused(`The archive unpacks to more than ${limits.ratio} times its size.`);
  refuseOverlaps(ranges);
  return members.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function memberOf(entry: Entry): ZipMember {
  const made = entry.versionMadeBy >> 8;
  const raw = nameOf(entry);
  const name = dos.includes(made) ? raw.replaceAll('\\', '/') : raw;
  if (hasForbiddenCharacters(name)) throw refused(`The path ${shown(name)} has characters that no path may have.`);
  if (entry.isEncrypted()) throw refused(`${shown(name)} is encrypted.`);
  if (entry.extraFields.some(({ id }) => id === zip64Field)) throw refused(`${shown(name)} is packed as zip64, for files larger than a source may be.`);
  if (!methods.includes(entry.compressionMethod)) throw refused(`${shown(name)} is packed by a method (${entry.compressionMethod}) other than stored and deflated.`);
  const mode = unix.includes(made) ? entry.externalFileAttributes >>> 16 : 0;
  const type = name.endsWith('/') ? 'directory' : fileTypes[mode & 0o170000];
  if (type === undefined) throw refused(`${shown(name)} is of a kind (${(mode >> 12).toString(8)}) that a source may not have.`);
  if (type === 'directory' && entry.uncompressedSize !== 0) throw refused(`${shown(name)} is not a file and has content.`);
  return { name: type === 'directory' ? name.replace(/\/+$/, '') : name, type, executable: (mode & 0o111) !== 0, entry };
}

function nameOf({ fileNameRaw, extraFields }: Entry): string {
  const other = extraFields.find(({ id }) => id === unicodePathField)?.data.subarray(5);
  try {
    const name = utf8.decode(fileNameRaw);
    if (other === undefined || other.equals(fileNameRaw)) return name;
    throw refused(`${shown(name)} has two names.`);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw refused(`The name ${shown(fileNameRaw.toString('latin1'))} is not UTF-8.`);
  }
}

/** Entries that share bytes unpack to far more than they are. */
function refuseOverlaps(ranges: { from: number; to: number; name: string }[]): void {
  ranges.sort((a, b) => a.from - b.from);
  const index = ranges.findIndex(({ from }, at) => at > 0 && from < ranges[at - 1]!.to);
  if (index > 0) throw refused(`${shown(ranges[index]!.name)} and ${shown(ranges[index - 1]!.name)} share bytes of the archive.`);
}

const shown = (name: string): string => JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name);

export function asZipProblem(error: unknown): unknown {
  if (error instanceof Problem || (error as NodeJS.ErrnoException).syscall !== undefined) return error;
  return new Problem('source-invalid', `The archive cannot be read as zip: ${(error as Error).message.slice(0, 200)}.`, { cause: error });
}

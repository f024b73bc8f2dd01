import { isOpenToOthers } from '../../storage/engine/private-file.js';

/** What is wrong with the access to the folder of the records, a sentence each. */
export function folderWarnings(folder: string): string[] {
  return isOpenToOthers(folder)
    ? [`Others on this machine may look into ${folder}: close it with chmod 700 ${folder}.`]
    : [];
}

import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ids of the processes that were started for a data home (their LUNETTE_HOME says so): kernels, the
 * bridge, its plugin host. Only where the system has `/proc`; elsewhere the list is empty.
 *
 * @param command a part of the command line that must occur.
 */
export function processesOfHome(home: string, command = ''): number[] {
  if (process.platform !== 'linux') {
    return [];
  }
  return readdirSync('/proc')
    .map(Number)
    .filter(id => id > 0 && id !== process.pid)
    .filter(
      id =>
        read(`/proc/${id}/environ`).includes(`LUNETTE_HOME=${home}`) &&
        read(`/proc/${id}/cmdline`).join(' ').includes(command)
    );
}

/** A process can end while we look at it; then it has nothing to say. */
function read(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** A port for JupyterLab. */
import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

function isFree(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * Resolves with the wanted port, or raises if something listens there; without a wanted one, with
 * the first free one from `usual` on.
 */
export async function choosePort(wanted, usual) {
  if (wanted !== undefined) {
    if (!(await isFree(wanted))) {
      throw new Failure(
        `Port ${wanted} is taken by another program. Choose another one, for instance: ` +
          `npm run demo -- --port ${wanted + 1}`
      );
    }
    return wanted;
  }
  for (let port = usual; port < usual + 50; port++) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Failure(`No port from ${usual} to ${usual + 49} is free. Choose one with --port.`);
}

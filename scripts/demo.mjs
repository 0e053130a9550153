/**
 * Prepares everything, makes the quickstart dataset and opens JupyterLab on the example notebook.
 * `--no-browser` only prints the address; `--port N` chooses the port. Ctrl-C ends all of it.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Failure, Stopped, main } from './support/failure.mjs';
import { inRoot, root, venvProgram } from './support/paths.mjs';
import { choosePort } from './support/port.mjs';
import { prepare } from './support/prepare.mjs';
import { ask, lastLines, run, start } from './support/run.mjs';
import { jupyterEnvironment } from './support/temporary-home.mjs';

const NOTEBOOK = 'examples/quickstart.ipynb';
const USUAL_PORT = 8888;

function wantedPort(text) {
  if (text === undefined) {
    return undefined;
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Failure(`--port is a number from 1 to 65535, not ${text}.`);
  }
  return port;
}

async function makeDataset() {
  console.log('  Quickstart dataset …');
  const code = await run(venvProgram('python'), [
    '-c',
    'import lunette as ln; ln.zoo.load_dataset("quickstart")'
  ]);
  if (code !== 0) {
    throw new Failure(
      'The quickstart dataset could not be made; the reason is above. ' +
        `To see which part is at fault: ${venvProgram('lunette')} doctor`
    );
  }
}

/** Runs JupyterLab until Ctrl-C. */
async function serve(port, openBrowser) {
  const token = randomBytes(24).toString('hex');
  const address = `http://localhost:${port}/lab/tree/${NOTEBOOK}?token=${token}`;
  const { child, ended } = start(
    venvProgram('jupyter'),
    [
      'lab',
      NOTEBOOK,
      '--allow-root',
      '--ServerApp.ip=localhost',
      `--ServerApp.port=${port}`,
      '--ServerApp.port_retries=0',
      `--ServerApp.root_dir=${root}`,
      `--ServerApp.open_browser=${openBrowser ? 'True' : 'False'}`
    ],
    {
      // Not on the command line, where every user of the machine could read it.
      env: { ...jupyterEnvironment(inRoot('.jupyter')), JUPYTER_TOKEN: token },
      stdio: 'pipe',
      own: true
    }
  );
  let output = '';
  let announced = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output = (output + text).slice(-100_000);
      if (!announced && /is running at/.test(output)) {
        announced = true;
        console.log(`\nJupyterLab shows ${NOTEBOOK} at\n\n  ${address}\n\nCtrl-C ends it.`);
      }
    });
  }
  const code = await ended;
  throw new Failure(`${lastLines(output)}\n\nJupyterLab ended by itself (code ${code}).`);
}

await main(async () => {
  const { values } = parseArgs({
    options: { 'no-browser': { type: 'boolean', default: false }, port: { type: 'string' } }
  });
  const port = await choosePort(wantedPort(values.port), USUAL_PORT);
  await prepare();
  const lunette = venvProgram('lunette');
  const bridgeWasThere = (await ask(lunette, ['bridge', 'status'])) !== undefined;
  try {
    await makeDataset();
    await serve(port, !values['no-browser']);
  } catch (error) {
    if (!(error instanceof Stopped)) {
      throw error;
    }
    console.log('\nJupyterLab has ended.');
  } finally {
    if (!bridgeWasThere) {
      await ask(lunette, ['bridge', 'stop']);
    }
  }
});
